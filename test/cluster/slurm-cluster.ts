/**
 * A real Slurm of three nodes on this machine: its daemons in a folder of their own, no systemd, no cgroups; root only.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '../certify/killed-runs.ts';

const NODES = ['n1', 'n2', 'n3'] as const;

/** Why no Slurm can be started here; null where it can. */
export function whyNoSlurm(): string | null {
  if (process.getuid?.() !== 0) return 'not root';
  const missing = ['slurmctld', 'slurmd', 'munged', 'sbatch'].find(
    (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0,
  );
  return missing === undefined ? null : `there is no ${missing} (packages slurm-wlm and munge)`;
}

/** The cluster while it runs. */
export interface SlurmCluster {
  /** For programs that talk to it. */
  readonly environment: { readonly SLURM_CONF: string };
  /** What a program of Slurm prints. */
  ask(program: string, ...argv: string[]): string;
  /** "RUNNING n1" of a task of an array; empty when Slurm has forgotten it. */
  task(array: string, task: number): string;
  /** Lets a task that waits for its time start now. */
  hurry(array: string, task: number): void;
  /** Kills a node as a power cut does: its daemon and all that it started. */
  cutPower(node: string): void;
  /** Waits until no job is left. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the daemons and waits until the nodes are there. */
export async function startSlurm(): Promise<SlurmCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'wulff-slurm-'));
  const host = hostname().split('.')[0]!;
  const conf = join(folder, 'slurm.conf');
  const port = 20_000 + (process.pid % 4000) * 5;
  mkdirSync(join(folder, 'state'));
  const ownMunge = startMunge();
  writeFileSync(
    conf,
    `${[
      'ClusterName=wulff',
      `SlurmctldHost=${host}(127.0.0.1)`,
      ...['AuthType=auth/munge', 'SlurmUser=root', 'SlurmdUser=root'],
      `SlurmctldPort=${port}`,
      `StateSaveLocation=${folder}/state`,
      `SlurmdSpoolDir=${folder}/spool-%n`,
      `SlurmctldLogFile=${folder}/ctld.log`,
      `SlurmctldPidFile=${folder}/ctld.pid`,
      `SlurmdLogFile=${folder}/%n.log`,
      `SlurmdPidFile=${folder}/%n.pid`,
      ...['ProctrackType=proctrack/linuxproc', 'TaskPlugin=task/none', 'MpiDefault=none', 'SwitchType=switch/none'],
      ...['SelectType=select/cons_tres', 'SelectTypeParameters=CR_CPU', 'ReturnToService=2'],
      ...['SlurmdTimeout=5', 'KillWait=2', 'SchedulerParameters=batch_sched_delay=0,sched_interval=1'],
      `NodeName=n[1-3] NodeHostname=${host} NodeAddr=127.0.0.1 Port=[${port + 1}-${port + 3}] CPUs=1 State=UNKNOWN`,
      'PartitionName=all Nodes=ALL Default=YES State=UP',
    ].join('\n')}\n`,
  );
  const environment = { SLURM_CONF: conf };
  const options = { env: { ...process.env, ...environment }, encoding: 'utf8' } as const;
  const ask = (program: string, ...argv: string[]): string => execFileSync(program, argv, options);
  const pidOf = (name: string): number => Number(readFileSync(join(folder, `${name}.pid`), 'utf8'));
  ask('slurmctld', '-c', '-f', conf);
  for (const node of NODES) ask('slurmd', '-N', node, '-f', conf);
  const cutPower = (node: string): void => {
    const daemon = pidOf(node);
    const own = processesOf(node, conf);
    for (const pid of [daemon, ...own]) kill(pid, 'SIGKILL');
  };
  const stop = async (): Promise<void> => {
    for (const node of NODES) cutPower(node);
    const controller = pidOf('ctld');
    kill(controller, 'SIGKILL');
    while (isAlive(controller)) await pause(20);
    if (ownMunge !== null) kill(ownMunge(), 'SIGTERM');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const until = async (what: string, test: () => boolean, seconds: number): Promise<void> => {
    const started = performance.now();
    while (!test()) {
      if (performance.now() - started > 1000 * seconds) {
        throw new Error(
          `No ${what} within ${seconds} s.\n${readFileSync(join(folder, 'ctld.log'), 'utf8').slice(-3000)}`,
        );
      }
      await pause(200);
    }
  };
  try {
    await until(
      'three idle nodes',
      () => spawnSync('sinfo', ['-h', '-o', '%D %t'], options).stdout.trim() === '3 idle',
      60,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    environment,
    ask,
    task: (array, task) => ask('squeue', '-r', '-h', '-t', 'all', '-j', `${array}_${task}`, '-o', '%T %N').trim(),
    hurry: (array, task) => {
      // Refused where the task waits no more.
      spawnSync('scontrol', ['update', `jobid=${array}_${task}`, 'starttime=now'], options);
    },
    cutPower,
    idle: () => until('end of all jobs', () => ask('squeue', '-h').trim() === '', 300),
    stop,
  };
}

/** Starts munged unless it runs; answers where its number is, or null where it is not ours. */
function startMunge(): (() => number) | null {
  if (existsSync('/run/munge/munge.socket.2') && spawnSync('munge', ['-n']).status === 0) return null;
  mkdirSync('/run/munge', { recursive: true });
  execFileSync('chown', ['munge', '/run/munge']);
  execFileSync('runuser', ['-u', 'munge', '--', 'munged', '--force']);
  return () => Number(readFileSync('/run/munge/munged.pid', 'utf8'));
}

/**
 * Processes that a node of this cluster has started: they have its name in their environment; and the steps above them.
 */
function processesOf(node: string, conf: string): number[] {
  const found: number[] = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      if (!environment.includes(`SLURM_CONF=${conf}`)) continue;
      if (!environment.includes(`SLURMD_NODENAME=${node}`)) continue;
      const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]!;
      // The step first: it would tell the controller how its job ended.
      if (readFileSync(`/proc/${parent}/comm`, 'utf8').startsWith('slurmstepd')) found.unshift(Number(parent));
      found.push(Number(pid));
    } catch {
      // It has ended.
    }
  }
  return found;
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

const isAlive = (pid: number): boolean =>
  existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
