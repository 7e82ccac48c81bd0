/**
 * The proofs, compiled. They are compiled whole into a folder of the user's cache, by a name that is the hash of every
 * source, of Coq's version and of its libraries; what does not compile is not kept.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { compileFile, failureOf, type Coq } from './coqc-node.ts';
import { requiredSources, sourceFaults, type CoqSource } from './sources.ts';

/** The proofs as compiled files. */
export interface ProofLibrary {
  /** The folder that is `Wulff` to Coq. */
  readonly folder: string;
  readonly sources: ReadonlyMap<string, CoqSource>;
  /** Why a source is of no use, by its file: it does not compile, or has no place in a proof. */
  readonly faults: ReadonlyMap<string, string>;
}

/** Seconds that one source may take. */
const LONGEST = 600;

/** The sources below a folder, by their files. */
function readSources(folder: string): ReadonlyMap<string, CoqSource> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => file.endsWith('.v'))
    .sort();
  return new Map(
    files.map((path) => {
      const file = path.slice(0, -2);
      return [file, { file, text: readFileSync(join(folder, path), 'utf8') }];
    }),
  );
}

/** These sources and all that they require. */
function sourcesFor(all: ReadonlyMap<string, CoqSource>, wanted: readonly string[]): ReadonlyMap<string, CoqSource> {
  const needed = new Set<string>();
  const take = (file: string): void => {
    const source = all.get(file);
    if (source === undefined || needed.has(file)) return;
    needed.add(file);
    requiredSources(source.text).forEach(take);
  };
  wanted.forEach(take);
  return new Map([...all].filter(([file]) => needed.has(file)));
}

/** Where compiled proofs are kept: below XDG_CACHE_HOME or ~/.cache. */
const proofCache = (): string => join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'wulff', 'formal');

/**
 * The proofs below `sourcesFolder`, compiled by this Coq, from the cache where they are in it. `jobs` files at a time;
 * `onProgress` is told each file that is done.
 */
export async function compiledLibrary(
  coq: Coq,
  sourcesFolder: string,
  {
    cache = proofCache(),
    jobs = 2,
    onProgress = () => undefined,
    only,
  }: {
    readonly cache?: string;
    readonly jobs?: number;
    readonly onProgress?: (done: number, all: number, file: string) => void;
    /** The sources wanted; those that they require are compiled, too. All of them when absent. */
    readonly only?: readonly string[];
  } = {},
): Promise<ProofLibrary> {
  const all = readSources(sourcesFolder);
  const sources = only === undefined ? all : sourcesFor(all, only);
  // All of them, where they are compiled, hold what a part of them would.
  const whole = join(cache, libraryKey(coq, all));
  if (existsSync(whole)) return { folder: whole, sources, faults: new Map() };
  const kept = join(cache, libraryKey(coq, sources));
  if (existsSync(kept)) return { folder: kept, sources, faults: new Map() };
  const folder = writableFolder(cache);
  for (const { file, text } of sources.values()) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, `${file}.v`), text);
  }
  const faults = await compileAll(coq, folder, sources, jobs, onProgress);
  if (faults.size > 0 || !folder.startsWith(cache)) return { folder, sources, faults };
  try {
    renameSync(folder, kept);
  } catch {
    // Another run was first; its files are as good.
    rmSync(folder, { recursive: true, force: true });
  }
  return { folder: kept, sources, faults };
}

/** Of the sources, the version and the libraries: compiled files of others are never taken for these. */
function libraryKey({ version, libraries }: Coq, sources: ReadonlyMap<string, CoqSource>): string {
  const hash = createHash('sha256').update(JSON.stringify([version, libraries, [...sources.values()]]));
  return hash.digest('hex').slice(0, 32);
}

/** A fresh folder in the cache, or where nothing can be written there in the place for temporary files. */
function writableFolder(cache: string): string {
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    return mkdtempSync(join(cache, 'compiling-'));
  } catch {
    return mkdtempSync(join(tmpdir(), 'wulff-formal-'));
  }
}

/** A copy of the compiled proofs in which files can be added. */
export function workingCopy({ folder }: ProofLibrary): string {
  const copy = mkdtempSync(join(tmpdir(), 'wulff-coq-'));
  cpSync(folder, copy, { recursive: true, filter: (path) => !/\.(v|glob|vos|vok|aux)$/.test(path) });
  return copy;
}

/** Compiles each source after those it requires, `jobs` at a time; the faults by file. */
async function compileAll(
  coq: Coq,
  folder: string,
  sources: ReadonlyMap<string, CoqSource>,
  jobs: number,
  onProgress: (done: number, all: number, file: string) => void,
): Promise<ReadonlyMap<string, string>> {
  const faults = new Map<string, string>();
  const turn = turns(jobs);
  const started = new Map<string, Promise<void>>();
  let done = 0;
  const compile = (file: string, above: readonly string[]): Promise<void> => {
    const known = started.get(file);
    if (known !== undefined) return known;
    const work = compileOne(file, [...above, file]).finally(() => onProgress(++done, sources.size, file));
    started.set(file, work);
    return work;
  };
  const compileOne = async (file: string, above: readonly string[]): Promise<void> => {
    const source = sources.get(file)!;
    const [fault] = sourceFaults(source);
    if (fault !== undefined) return void faults.set(file, fault);
    const needed = requiredSources(source.text);
    const strange = needed.find((each) => !sources.has(each) || above.includes(each));
    if (strange !== undefined)
      return void faults.set(file, `${file}.v requires ${strange}, which is not there before it`);
    for (const each of needed) await compile(each, above);
    const broken = needed.find((each) => faults.has(each));
    if (broken !== undefined) return void faults.set(file, `${file}.v requires ${broken}.v: ${faults.get(broken)!}`);
    const run = await turn(() => compileFile(coq, folder, `${file}.v`, LONGEST));
    if (run.code !== 0) faults.set(file, `${file}.v does not compile: ${failureOf(run)}`);
  };
  await Promise.all([...sources.keys()].map((file) => compile(file, [])));
  return faults;
}

/** Runs at most so many tasks at a time, the others in the order they came. */
export function turns(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = Math.max(1, most);
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
