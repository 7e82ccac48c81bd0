/**
 * The public surface as the compiler sees it: every name that an entry of the package exports, its signature, its
 * docstring, and the types that signatures name.
 */
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from '@typescript/typescript6';

const root = resolve(import.meta.dirname, '..');

/** One exported name. */
export interface PublicName {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'const' | 'type';
  /** Declaration without bodies, comments and values, on one line. */
  readonly signature: string;
  /** First sentence of the docstring; empty where there is none. */
  readonly summary: string;
  /** The file that declares it, and its name there. */
  readonly declared: string;
  /** Types of this program that the signature names, each with the file that declares it. */
  readonly types: readonly { readonly name: string; readonly file: string }[];
}

/** An entry of the package, as `wulff/node`, with its names in the order of the alphabet. */
export interface Entry {
  readonly specifier: string;
  readonly file: string;
  readonly names: readonly PublicName[];
}

/** Entries by the package's own `exports`: `./dist/src/node.js` is `src/node.ts`. */
function entryFiles(): [specifier: string, file: string][] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    exports: Record<string, string | { default: string }>;
  };
  return Object.entries(manifest.exports).flatMap(([path, target]): [string, string][] => {
    if (typeof target === 'string') return [];
    const file = target.default.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts');
    return [[manifest.name + path.slice(1), file]];
  });
}

/** Every entry with its names. Reads the sources by the compiler; takes some seconds. */
export function publicSurface(): Entry[] {
  const entries = entryFiles();
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram(
    entries.map(([, file]) => join(root, file)),
    options,
  );
  const checker = program.getTypeChecker();
  const target = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return entries.map(([specifier, file]) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(join(root, file))!)!;
    const names = checker.getExportsOfModule(module).map((symbol) => describe(symbol.name, target(symbol), checker));
    return { specifier, file, names: names.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  });
}

function describe(name: string, symbol: ts.Symbol, checker: ts.TypeChecker): PublicName {
  const declarations = symbol.declarations ?? [];
  const documentation = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const [first] = declarations;
  return {
    name,
    declared: first === undefined ? '' : placeOf(symbol.name, first),
    kind: kindOf(symbol),
    signature: declarations.map(signatureOf).join(' '),
    summary: firstSentence(documentation),
    types: [
      ...new Map(declarations.flatMap((node) => typesNamed(node, checker)).map((type) => [type.name, type])).values(),
    ],
  };
}

/** A name and the file that declares it: two files may use one name for two things. */
function placeOf(name: string, declaration: ts.Node): string {
  return `${name} (${relative(root, declaration.getSourceFile().fileName)})`;
}

function kindOf(symbol: ts.Symbol): PublicName['kind'] {
  if (symbol.flags & ts.SymbolFlags.Function) return 'function';
  if (symbol.flags & ts.SymbolFlags.Class) return 'class';
  return symbol.flags & ts.SymbolFlags.Variable ? 'const' : 'type';
}

/** Up to the first full stop that ends a sentence, on one line. */
function firstSentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return /^.*?[.:](?=\s+[A-Z`]|$)/.exec(line)?.[0].replace(/:$/, '.') ?? line;
}

const printer = ts.createPrinter({ removeComments: true });

function signatureOf(node: ts.Declaration): string {
  const source = node.getSourceFile();
  const shown = ts.isVariableDeclaration(node) ? typedConstant(node) : withoutBody(node);
  return printer
    .printNode(ts.EmitHint.Unspecified, shown, source)
    .replace(/\s+/g, ' ')
    .replace(/^export /, '');
}

/** A constant by its type where that is written, else by its name. */
function typedConstant(node: ts.VariableDeclaration): ts.Node {
  const arrow = node.initializer;
  if (node.type === undefined && arrow !== undefined && ts.isArrowFunction(arrow)) {
    const { typeParameters, parameters, type } = arrow;
    return ts.factory.createFunctionDeclaration(
      undefined,
      undefined,
      node.name.getText(),
      typeParameters,
      parameters,
      type,
      undefined,
    );
  }
  return ts.factory.updateVariableDeclaration(node, node.name, undefined, node.type, undefined);
}

function withoutBody(node: ts.Declaration): ts.Node {
  if (ts.isFunctionDeclaration(node)) {
    const { name, typeParameters, parameters, type } = node;
    return ts.factory.createFunctionDeclaration(
      undefined,
      undefined,
      name,
      typeParameters,
      parameters,
      type,
      undefined,
    );
  }
  if (ts.isClassDeclaration(node)) {
    const members = node.members.filter((member) => isPublic(member)).map((member) => memberOf(member));
    return ts.factory.createClassDeclaration(undefined, node.name, node.typeParameters, node.heritageClauses, members);
  }
  if (ts.isInterfaceDeclaration(node)) {
    const { name, typeParameters, heritageClauses } = node;
    const members = node.members.filter((member) => !isInternal(member));
    return ts.factory.createInterfaceDeclaration(undefined, name, typeParameters, heritageClauses, members);
  }
  return node;
}

/** Left out of the declarations that are published, too (stripInternal). */
const isInternal = (node: ts.Node): boolean => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');

const isPublic = (member: ts.ClassElement): boolean =>
  !(ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) &&
  (member.name === undefined || !ts.isPrivateIdentifier(member.name)) &&
  !isInternal(member);

function memberOf(member: ts.ClassElement): ts.ClassElement {
  if (ts.isConstructorDeclaration(member)) {
    return ts.factory.createConstructorDeclaration(undefined, member.parameters, undefined);
  }
  if (ts.isMethodDeclaration(member)) {
    const { name, questionToken, typeParameters, parameters, type } = member;
    return ts.factory.createMethodDeclaration(
      undefined,
      undefined,
      name,
      questionToken,
      typeParameters,
      parameters,
      type,
      undefined,
    );
  }
  if (ts.isPropertyDeclaration(member)) {
    return ts.factory.createPropertyDeclaration(undefined, member.name, member.questionToken, member.type, undefined);
  }
  return member;
}

/** Types that a declaration names, outside bodies and values, declared in this program's own sources. */
function typesNamed(declaration: ts.Node, checker: ts.TypeChecker): { name: string; file: string }[] {
  const found: { name: string; file: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) || ts.isTypeParameterDeclaration(node)) return;
    if (ts.isClassElement(node) && !isPublic(node)) return;
    if (ts.isTypeElement(node) && isInternal(node)) return;
    const value = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isPropertyDeclaration(node);
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : null;
    if (name !== null) note(checker.getSymbolAtLocation(name));
    ts.forEachChild(node, (child) => {
      // The value of a constant is no part of its signature, but an arrow function's parameters are.
      if (value && child === node.initializer) {
        if (ts.isArrowFunction(child)) [...child.parameters, child.type].forEach((part) => part && visit(part));
        return;
      }
      visit(child);
    });
  };
  const note = (symbol: ts.Symbol | undefined): void => {
    if (symbol === undefined) return;
    const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const declared = own.declarations?.[0];
    if (declared === undefined || own.flags & ts.SymbolFlags.TypeParameter) return;
    const file = relative(root, declared.getSourceFile().fileName).replaceAll('\\', '/');
    if (file.startsWith('src/')) found.push({ name: own.name, file });
  };
  visit(declaration);
  return found;
}
