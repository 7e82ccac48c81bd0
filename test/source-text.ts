/** The source as text and as syntax, for the tests of the rules of the house. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from '@typescript/typescript6';

export const root = resolve(import.meta.dirname, '..');

const slashed = (path: string): string => path.split(sep).join('/');

/** Every TypeScript file of a folder, by its path from the root. */
export function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(^|[\\/])(dist|node_modules)[\\/]/.test(file))
    .map((file) => slashed(join(folder, file)));
}

const texts = new Map<string, string>();
/** Files of ours that comments name, `cells.ts` as well as `density/cells.ts`. */
export function namedFiles(file: string): string[] {
  const comments = textOf(file)
    .split('\n')
    .filter((line) => /^\s*(\*|\/\/|\/\*)/.test(line));
  return comments.flatMap((line) => [...line.matchAll(/(?<![-*\w./])[\w-][\w/-]*\.ts\b/g)].map(([name]) => name));
}

function textOf(file: string): string {
  const known = texts.get(file) ?? readFileSync(join(root, file), 'utf8');
  texts.set(file, known);
  return known;
}

/** What a file imports, exports from or loads later, as written. */
export function imports(file: string): string[] {
  return [...textOf(file).matchAll(/(?:from|import|import\()\s*'([^']+)'/g)].map((match) => match[1]!);
}

/** What a file imports or exports from that is there when it runs: not `import type`. */
export function importsOfValues(file: string): string[] {
  return [...textOf(file).matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'/gm)]
    .filter(([, type]) => type === undefined)
    .map(([, , target]) => target!);
}

/** A source without its comments, those at the end of a line of code excepted. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** Circles among imports of files, types included: each once, `a -> b -> a` from its first file in the alphabet. */
export function circles(files: readonly string[]): string[] {
  const targets = new Map(
    files.map((file) => {
      const near = imports(file).filter((target) => target.startsWith('.'));
      return [file, near.map((target) => slashed(relative(root, resolve(root, dirname(file), target))))];
    }),
  );
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const from = path.indexOf(file);
    if (from >= 0) {
      const circle = path.slice(from);
      const first = circle.indexOf([...circle].sort()[0]!);
      found.add([...circle.slice(first), ...circle.slice(0, first), circle[first]!].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return [...found].sort();
}

/** Every folder under the given ones with the number of files that stand directly in it. */
export function folderSizes(folders: readonly string[]): [folder: string, count: number][] {
  return folders.flatMap((folder) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
    return [[folder, entries.filter((entry) => entry.isFile()).length], ...folderSizes(inner)] as [string, number][];
  });
}

/** Every node of a file. */
function nodes(file: string): ts.Node[] {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const lineOf = (node: ts.Node): number => {
  const source = node.getSourceFile();
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
};

/** The strings of a file and the pieces of its templates, without comments. */
export function strings(file: string): string[] {
  if (!textOf(file).includes('--')) return [];
  return nodes(file)
    .filter(
      (node) => ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node),
    )
    .map((node) => node.text);
}

/**
 * Lines that catch an `InvalidInput` to go on without it: an `instanceof InvalidInput` whose error is neither thrown
 * nor handed on. `if (!(error instanceof InvalidInput)) throw error` is one, for it goes on.
 */
export function swallowsOfInput(file: string): number[] {
  if (!textOf(file).includes('instanceof InvalidInput')) return [];
  return nodes(file)
    .filter(
      (node) =>
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
        node.right.getText() === 'InvalidInput' &&
        !handsOn(node, node.left.getText()),
    )
    .map(lineOf);
}

function handsOn(test: ts.BinaryExpression, error: string): boolean {
  let condition: ts.Node = test;
  while (ts.isBinaryExpression(condition.parent) || ts.isParenthesizedExpression(condition.parent)) {
    condition = condition.parent;
  }
  const user = condition.parent;
  if (ts.isConditionalExpression(user)) return user.whenTrue.getText().includes(error);
  if (!ts.isIfStatement(user)) return false;
  const then = ts.isBlock(user.thenStatement) ? user.thenStatement.statements.at(-1) : user.thenStatement;
  if (then === undefined) return false;
  if (ts.isThrowStatement(then)) return true;
  return ts.isReturnStatement(then) && then.expression !== undefined && /error|message/.test(then.expression.getText());
}

/** Places where a random stream is made outside a test, so that tests share it and depend on which of them run. */
export function sharedStreams(file: string): string[] {
  if (!textOf(file).includes('randomStream(')) return [];
  return nodes(file)
    .filter((node) => ts.isCallExpression(node) && node.expression.getText() === 'randomStream')
    .filter((node) => ts.isVariableDeclaration(node.parent))
    .filter((node) => {
      const owner = ts.findAncestor(node, (above) => ts.isFunctionLike(above));
      if (owner === undefined) return true;
      return ts.isCallExpression(owner.parent) && owner.parent.expression.getText().startsWith('describe');
    })
    .map((node) => `${file}:${lineOf(node)}`);
}
