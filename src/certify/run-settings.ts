/** What a run says of itself: the settings that head its log, what its table is about, where its radii come from. */
import { describeEstimation, type CertifyPlan } from './certify-plan.ts';
import type { DataSet } from './data/data-set.ts';
import type { InputConvention } from './data/prepare-image.ts';
import type { Engine } from './engine.ts';
import type { RadiusSource } from './radii/image-radii.ts';
import type { RunSettings, SeedCommitment } from './results/result.ts';
import type { CertifySubject } from './subject.ts';

/** What a run is of: all that its log is known by, besides what the model takes. */
export interface RunIdentity {
  /** The model, as the engine takes it: a path in Node, a URL in a browser. */
  readonly model: string;
  /** Models that follow it (EngineOptions). */
  readonly chain?: readonly string[] | undefined;
  readonly data: DataSet;
  /** For images of the data's size, in units of data in [0, 1]. */
  readonly subject: CertifySubject;
  /**
   * Seed of the noise, an integer in [0, 2^53), or the nonce of one that follows from the settings (committed-seed.ts);
   * default 0.
   */
  readonly seed?: number | SeedCommitment | undefined;
  /** Version of the program for the log; default `library`. */
  readonly version?: string | undefined;
}

/** The settings of a run on this engine; of a committed seed the number is 0 as yet. */
export function runSettings(engine: Engine, run: RunIdentity, convention: InputConvention): RunSettings {
  const { model, chain = [], data, subject, seed = 0, version = 'library' } = run;
  const { plan } = subject;
  return {
    format: 1,
    version,
    model: { file: [model, ...chain].join(' + '), sha256: engine.model.sha256 },
    data: { name: data.name, sha256: data.sha256 },
    input: `${convention.layout} ${convention.channels} ${convention.range}${normalizationWords(convention)}${outputWords(engine)}`,
    noise: subject.noise,
    sigma: subject.sigma,
    lambda: subject.lambda,
    ...(subject.grid === undefined ? {} : { grid: subject.grid }),
    dim: plan.dim,
    adversaries: plan.radii.map(({ adversary }) => adversary),
    estimation: describeEstimation(plan),
    n: plan.kind === 'sampled' ? plan.n : plan.positions,
    n0: plan.kind === 'sampled' ? plan.n0 : 0,
    ...(plan.kind === 'sampled' && plan.rivals === 'buckets' ? { rivals: plan.rivals } : {}),
    alpha: plan.kind === 'sampled' ? plan.alpha : 0,
    ...(typeof seed === 'number' ? { seed } : { seed: 0, commitment: seed }),
    engine: `${engine.name}: ${engine.device}`,
  };
}

/** Radii that a rule for stopping watches, and against whom. */
export interface WatchedRadii {
  readonly adversary: string;
  readonly radii: readonly number[];
}

/** What the stopping rule of a plan settles: the radii that a table is about; null where it settles none. */
export function watchedRadii(plan: CertifyPlan): WatchedRadii | null {
  if (plan.kind !== 'sampled' || plan.stopping.kind !== 'radii') return null;
  const { radii, adversary = plan.radii[0]!.adversary } = plan.stopping;
  return { adversary, radii };
}

/** The ways in which radii against an adversary were obtained. */
export interface NamedSources {
  readonly adversary: string;
  readonly sources: readonly RadiusSource[];
}

/** The ways in which radii of this plan were obtained so far, direct or converted. */
export const radiusSources = (plan: CertifyPlan): NamedSources[] =>
  plan.radii.map((radii) => ({ adversary: radii.adversary, sources: radii.sources() }));

/** Part of the settings, so logs made with different ones do not mix. */
const normalizationWords = ({ normalization }: InputConvention): string =>
  normalization === undefined ? '' : `, mean ${normalization.mean.join(' ')}, std ${normalization.std.join(' ')}`;

/** Which of several outputs is taken decides what is certified. */
const outputWords = ({ model: { outputs = 1, outputName } }: Engine): string =>
  outputs === 1 ? '' : `, output ${outputName}`;
