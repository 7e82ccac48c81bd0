/** A run over files: data, model and log by their paths. */
import type { DataOptions } from './data/data-options.ts';
import type { OpenedDataSet } from './data/data-set.ts';
import { openDataSet } from './data/open-data-set-node.ts';
import { openEngine, type EngineDevice, type EngineKind } from './engines/open-engine-node.ts';
import { openResultLog } from './results/result-log-node.ts';
import { certifyRun, type RunOptions, type RunReport, type RunRequest } from './run.ts';
import type { CertifySubject } from './subject.ts';

/** What is certified, by paths. */
export interface FilesRequest extends Omit<RunRequest, 'data' | 'subject' | 'openEngine'> {
  /** A file or folder of labelled images, and what is said about it. */
  readonly data: string;
  readonly dataOptions?: DataOptions | undefined;
  /** Noise, adversaries and plan for these images: see parseSubject and openFileSubject. */
  readonly subject: (data: OpenedDataSet) => CertifySubject | Promise<CertifySubject>;
  /** What runs the model, and where; default `auto`. */
  readonly engine?: EngineKind | undefined;
  readonly device?: EngineDevice | undefined;
  /** The log; without, rows are only reported. */
  readonly out?: string | undefined;
  /** Whether a log that is there is continued; default false: it is refused. */
  readonly resume?: boolean | undefined;
}

/** How a run over files is watched and ended. */
export interface FilesOptions extends Omit<RunOptions, 'openLog'> {
  /** Called with the data set once it is open; its notes say what was assumed in reading it. */
  readonly onData?: ((data: OpenedDataSet) => void) | undefined;
  /** Told how engines were timed, where they were. */
  readonly onChoice?: ((sentence: string) => void) | undefined;
}

/**
 * Certifies images of files, with a log that is continued where it ends. Throws InvalidInput, EngineUnavailable,
 * EngineFault or ResultsNotWritten; rows logged before are kept.
 */
export async function certifyFiles(request: FilesRequest, options: FilesOptions = {}): Promise<RunReport> {
  const { dataOptions, engine, device, out, resume = false, ...rest } = request;
  const data = await openDataSet(request.data, dataOptions);
  options.onData?.(data);
  const { onChoice } = options;
  return certifyRun(
    {
      ...rest,
      data,
      subject: await request.subject(data),
      openEngine: (asked) => openEngine({ ...asked, engine, device, onChoice }),
    },
    {
      ...options,
      ...(out === undefined ? {} : { openLog: (settings) => openResultLog(out, settings, resume) }),
    },
  );
}
