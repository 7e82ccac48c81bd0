/**
 * Small faults of a source file: an operator, a comparison, a constant, a sign or a branch changed in its syntax tree.
 */
import { readFileSync } from 'node:fs';
import ts from '@typescript/typescript6';

/** One changed place of a file. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  /** What stood there, what stands there now, and the line it is in. */
  readonly was: string;
  readonly by: string;
  readonly row: string;
  /** The whole file with the fault in it. */
  readonly text: string;
}

const SWAPS: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '**': '*',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
};

/** What a message says, and what is only a type, is no number. */
const isSilent = (node: ts.Node): boolean =>
  ts.isThrowStatement(node) || ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isTemplateExpression(node);

/** From where to where of the text, and what to write there, for the faults at a node itself. */
function* changesAt(node: ts.Node): Generator<readonly [from: number, to: number, by: string]> {
  if (ts.isBinaryExpression(node)) {
    const by = SWAPS[node.operatorToken.getText()];
    if (by !== undefined) yield [node.operatorToken.getStart(), node.operatorToken.getEnd(), by];
  }
  if (ts.isNumericLiteral(node)) {
    const value = Number(node.text);
    yield [node.getStart(), node.getEnd(), Number.isSafeInteger(value) ? `${value + 1}` : `(${node.getText()} * 1.01)`];
  }
  if (ts.isConditionalExpression(node))
    yield [node.condition.getStart(), node.condition.getEnd(), `!(${node.condition.getText()})`];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken)
    yield [node.getStart(), node.operand.getStart(), ''];
  if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'Math') {
    const by = { min: 'max', max: 'min', floor: 'ceil', ceil: 'floor' }[node.name.text];
    if (by !== undefined) yield [node.name.getStart(), node.name.getEnd(), by];
  }
}

/** All faults of a file, in the order of its text. */
export function faultsOf(file: string): Fault[] {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const rows = text.split('\n');
  const faults: Fault[] = [];
  const visit = (node: ts.Node): void => {
    if (isSilent(node)) return;
    for (const [from, to, by] of changesAt(node)) {
      const { line } = source.getLineAndCharacterOfPosition(from);
      const changed = text.slice(0, from) + by + text.slice(to);
      faults.push({ file, line: line + 1, was: text.slice(from, to), by, row: rows[line]!.trim(), text: changed });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}
