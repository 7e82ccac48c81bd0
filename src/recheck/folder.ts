/**
 * A folder of certificates: the manifest, the hash of each file, and each claim re-checked. Reading files and hashing
 * are handed in, so that this runs anywhere.
 */
import { checkCertificate, type CertificateReport } from './certificate.ts';
import { list, record, text } from './language.ts';
import { differences, type PinnedRegistry } from './registry.ts';
import { Malformed } from './verdicts.ts';

const MANIFEST = 'manifest.json';
const MANIFEST_SCHEMA = 'wulff.certificates/1';

export interface Folder {
  /** The text of a file; undefined when there is none. */
  readonly read: (name: string) => string | undefined;
  /** SHA-256 of a text in UTF-8, 64 hexadecimal digits. */
  readonly sha256: (content: string) => string;
}

/** What became of one file of the manifest. */
export interface FileReport {
  readonly file: string;
  readonly claim: string;
  /** What is wrong with the file, when its certificate was not looked at. */
  readonly refused: string | null;
  readonly certificate: CertificateReport | null;
}

export interface ManifestEntry {
  readonly claim: string;
  readonly file: string;
  readonly sha256: string;
}

/** The entries of the manifest. Throws Malformed when there is none that can be read. */
export function readManifest(folder: Folder): readonly ManifestEntry[] {
  const manifest = record(parse(folder, MANIFEST), MANIFEST);
  if (manifest['schema'] !== MANIFEST_SCHEMA)
    throw new Malformed(
      `the schema of ${MANIFEST} is ${JSON.stringify(manifest['schema'])}; this program reads ${MANIFEST_SCHEMA}`,
    );
  const entries = list(manifest['claims'], `the claims of ${MANIFEST}`).map((json) => {
    const entry = record(json, `an entry of ${MANIFEST}`);
    const file = text(entry['file'], 'the name of a file');
    // No path leads out of the folder.
    if (!/^\w[\w.-]*\.json$/.test(file) || file === MANIFEST)
      throw new Malformed(`"${file}" is no name of a certificate`);
    return { claim: text(entry['id'], 'the id of a claim'), file, sha256: text(entry['sha256'], 'a hash') };
  });
  if (entries.length === 0) throw new Malformed(`${MANIFEST} lists no claims`);
  for (const key of ['claim', 'file'] as const) {
    const seen = entries.map((entry) => entry[key]);
    if (new Set(seen).size !== seen.length) throw new Malformed(`${MANIFEST} lists a ${key} twice`);
  }
  return entries;
}

/**
 * Re-checks one file, and whether its claim is that of the registry, part by part. Throws Malformed when it is missing
 * or no certificate.
 */
export function checkFile(
  folder: Folder,
  { claim, file, sha256 }: ManifestEntry,
  registry: PinnedRegistry,
): FileReport {
  const content = folder.read(file);
  if (content === undefined) throw new Malformed(`${file} is missing`);
  const found = folder.sha256(content);
  if (found !== sha256)
    return { file, claim, refused: `its SHA-256 is ${found}, the manifest says ${sha256}`, certificate: null };
  try {
    // The random numbers come from the content, so that a file is always judged alike.
    const json = parse(folder, file);
    const foreign = differences(json, registry, folder.sha256);
    const certificate = withComplaints(checkCertificate(json, randomFrom(folder.sha256, found)), foreign);
    if (certificate.id === claim) return { file, claim, refused: null, certificate };
    return { file, claim, refused: `it is about ${certificate.id}, the manifest says ${claim}`, certificate: null };
  } catch (error) {
    if (error instanceof Malformed) throw new Malformed(`${file}: ${error.message}`);
    throw error;
  }
}

/** The report with further complaints; any of them fails it. */
const withComplaints = (report: CertificateReport, more: readonly string[]): CertificateReport =>
  more.length === 0 ? report : { ...report, status: 'failed', complaints: [...report.complaints, ...more] };

/** The claims that ought to be in a folder and are not. */
export const missingClaims = (entries: readonly ManifestEntry[], expected: readonly string[]): readonly string[] =>
  expected.filter((id) => !entries.some(({ claim }) => claim === id));

/**
 * The reports with the claims undecided whose grounds failed or were not re-checked where they are in the folder: a
 * claim is not above what it rests on.
 */
export function onTheirGrounds(reports: readonly FileReport[]): readonly FileReport[] {
  const failed = new Set(
    reports
      .filter(({ certificate }) => certificate === null || certificate.status === 'failed')
      .map(({ claim }) => claim),
  );
  return reports.map((report) => {
    const { certificate } = report;
    const fallen = certificate?.restsOn.filter((id) => failed.has(id)) ?? [];
    if (certificate === null || fallen.length === 0 || certificate.status === 'failed') return report;
    const complaint = `it rests on ${fallen.join(', ')}, which failed`;
    return {
      ...report,
      certificate: { ...certificate, status: 'undecided', complaints: [...certificate.complaints, complaint] },
    };
  });
}

function parse(folder: Folder, name: string): unknown {
  const content = folder.read(name);
  if (content === undefined) throw new Malformed(`${name} is missing`);
  try {
    return JSON.parse(content);
  } catch {
    throw new Malformed(`${name} is not valid JSON`);
  }
}

/** Numbers of 512 bits: hashes of the seed and a counter. */
function randomFrom(sha256: (content: string) => string, seed: string): () => bigint {
  let counter = 0;
  return () => BigInt(`0x${sha256(`${seed}/${counter}`)}${sha256(`${seed}/${counter++}/`)}`);
}
