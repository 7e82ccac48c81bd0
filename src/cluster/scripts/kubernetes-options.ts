/** What a person says of the Kubernetes that tasks run on, as `key=value`. */
import { didYouMean, InvalidInput } from '../../numeric/invalid-input.ts';

const KEYS = ['image', 'claim', 'mount', 'namespace', 'cpu', 'memory', 'gpu'] as const;
type Key = (typeof KEYS)[number];

/** Where and on what the pods of a run run. */
export interface KubernetesOptions {
  /** The image that has wulff; default `wulff`. */
  readonly image: string;
  /** The persistent volume claim with models, data and the run folder; it must be writable from many nodes. */
  readonly claim: string;
  /** Where it is mounted in the pods; default `/work`. */
  readonly mount: string;
  readonly namespace: string | null;
  /** What a pod asks for: cores (default 1), memory (`4Gi`), GPUs, or `NAME/gpu=1` for another resource. */
  readonly resources: Readonly<Record<string, string>>;
}

const RESOURCE = /^[a-z0-9.-]+\/[A-Za-z0-9._-]+$/;

/** Reads `key=value` pairs. Throws InvalidInput. */
export function parseKubernetesOptions(words: readonly string[]): KubernetesOptions {
  const given = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf('=');
    const key = word.slice(0, Math.max(0, at));
    if (at < 1 || at === word.length - 1 || !(KEYS.includes(key as Key) || RESOURCE.test(key))) {
      throw new InvalidInput(
        `Options of Kubernetes are ${KEYS.join('=..., ')}=...; got "${word}".${didYouMean(key, KEYS)}`,
        { code: 'usage', settings: ['clusterOption'] },
      );
    }
    given.set(key, word.slice(at + 1));
  }
  const claim = given.get('claim');
  if (claim === undefined) {
    throw new InvalidInput(
      'Kubernetes needs a volume for models, data and the run folder: name its claim, as in claim=wulff.',
      { code: 'usage', settings: ['clusterOption'] },
    );
  }
  const other = [...given].filter(([key]) => RESOURCE.test(key));
  const gpus = given.get('gpu');
  return {
    image: given.get('image') ?? 'wulff',
    claim,
    mount: given.get('mount') ?? '/work',
    namespace: given.get('namespace') ?? null,
    resources: {
      cpu: given.get('cpu') ?? '1',
      ...(given.has('memory') ? { memory: given.get('memory')! } : {}),
      ...(gpus === undefined ? {} : { 'nvidia.com/gpu': gpus }),
      ...Object.fromEntries(other),
    },
  };
}
