/**
 * The fingerprint of a run: SHA-256 over everything that its results depend on. Not over the engine and the version of
 * wulff, which are only recorded: rows made on another device, or by a later version, stand beside each other.
 */
import { sha256 } from '../sha256.ts';
import type { RunSettings } from './result.ts';

/** What settings are called when two of them differ. */
const NAMES = {
  format: 'log format',
  model: 'model',
  data: 'data',
  input: 'input of the model',
  noise: 'noise',
  sigma: 'sigma',
  lambda: 'lambda',
  grid: 'grid',
  dim: 'dimension',
  adversaries: 'adversaries',
  estimation: 'estimation',
  n: 'n',
  n0: 'n0',
  rivals: 'rivals',
  alpha: 'alpha',
  seed: 'seed',
  commitment: 'commitment of the seed',
} as const satisfies Partial<Record<keyof RunSettings, string>>;

type Fingerprinted = keyof typeof NAMES;
const KEYS = Object.keys(NAMES) as Fingerprinted[];
/** What is hashed for a setting: files by content, not by name; of a grid its steps, which tau follows from. */
function essence(settings: RunSettings, key: Fingerprinted): unknown {
  if (key === 'model' || key === 'data') return settings[key].sha256;
  return key === 'grid' ? settings.grid?.steps : settings[key];
}

/** SHA-256 in hexadecimal. */
export function runFingerprint(settings: RunSettings): Promise<string> {
  // Without a grid and without buckets as before there were any.
  const parts = KEYS.map((key) => [key, essence(settings, key)]).filter(([, value]) => value !== undefined);
  const text = JSON.stringify(parts);
  return sha256(text);
}

/**
 * One clause for each setting in which two runs differ: "sigma is 0.25 there and 0.5 here". Empty when they can be
 * joined.
 */
export function differingSettings(
  there: RunSettings,
  here: RunSettings,
  places: readonly [string, string] = ['there', 'here'],
): string[] {
  return KEYS.flatMap((key) => {
    const [a, b] = [there, here].map((settings) => JSON.stringify(essence(settings, key)));
    if (a === b) return [];
    return [`${NAMES[key]} is ${inWords(there, key)} ${places[0]} and ${inWords(here, key)} ${places[1]}`];
  });
}

function inWords(settings: RunSettings, key: Fingerprinted): string {
  if (key === 'model') return `${settings.model.file} (${settings.model.sha256.slice(0, 12)})`;
  if (key === 'data') return `${settings.data.name} (${settings.data.sha256.slice(0, 12)})`;
  if (key === 'commitment') return settings.commitment === undefined ? 'none' : `"${settings.commitment.nonce}"`;
  if (key === 'rivals') return settings.rivals ?? 'together';
  if (key === 'grid') return settings.grid === undefined ? 'none (real numbers)' : `1/${settings.grid.steps}`;
  return key === 'adversaries' ? settings.adversaries.join(',') : String(settings[key]);
}
