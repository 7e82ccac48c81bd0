/** `wulff explore`: serves the built page on the loopback address until it is interrupted. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import sirv from 'sirv';
import { EngineUnavailable } from '../../certify/engine.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { parseInteger } from '../input/options.ts';
import { interruption } from '../terminal/interruption.ts';
import { packageFolder } from '../terminal/package-facts.ts';
import { EXIT, type CommandIo } from '../terminal/io.ts';

/**
 * Serves until interrupted. Throws InvalidInput for a port that is taken, EngineUnavailable where the page was not
 * built.
 */
export async function explore(port: string, io: CommandIo): Promise<number> {
  const number = parseInteger(port, '--port', 0, 65_535);
  const interrupted = interruption();
  try {
    const server = await servedSite(siteFolder(), number);
    const { port: bound } = server.address() as AddressInfo;
    io.stdout(`The explorer is at http://127.0.0.1:${bound}/ (Ctrl-C ends it).\n`);
    await new Promise<void>((resolve) => interrupted.signal.addEventListener('abort', () => resolve(), { once: true }));
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    return EXIT.done;
  } finally {
    interrupted.end();
  }
}

/** The site on the loopback address; port 0 takes one that is free. */
export async function servedSite(folder: string, port: number): Promise<Server> {
  const pages = sirv(folder, { etag: true });
  const runtime = runtimeFolder();
  const runtimes = runtime === null ? null : sirv(runtime, { etag: true });
  const server = createServer((request, response) => {
    const notFound = (): void => void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
    pages(request, response, () => {
      // The package leaves out the runtime's 27 MB: they come from the peer package, whose file name has no hash.
      const asked = /^\/assets\/(ort-wasm-[\w.-]+?)-[\w-]{8}\.wasm$/.exec(request.url ?? '');
      if (asked === null || runtimes === null) {
        notFound();
        return;
      }
      request.url = `/${asked[1]!}.wasm`;
      runtimes(request, response, notFound);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new InvalidInput(
              `Port ${port} ${error.code === 'EACCES' ? 'needs more rights' : 'is taken'}: give another, or 0 for any that is free.`,
              { code: 'usage', settings: ['port'] },
            )
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** Where `npm run web:build` puts the site: beside the compiled library. */
function siteFolder(): string {
  const site = join(packageFolder(), 'dist', 'web');
  if (existsSync(join(site, 'index.html'))) return site;
  throw new EngineUnavailable('The explorer has not been built in this clone: npm run web:build');
}

/** The folder of onnxruntime-web's files, where it is installed. */
function runtimeFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('onnxruntime-web/webgpu'));
  } catch {
    return null;
  }
}
