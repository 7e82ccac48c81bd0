/**
 * lib-r-math.js logs through a package that reads Node's `process` when it is loaded. Where there is none (a browser), an
 * empty one stands in; Node's own is never touched. Imported before the library, for its effect alone.
 */
const scope = globalThis as { process?: unknown };
scope.process ??= { env: {}, argv: [], platform: 'browser', stdout: { isTTY: false }, stderr: { isTTY: false } };

export {};
