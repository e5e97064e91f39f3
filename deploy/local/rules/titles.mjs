import ts from 'typescript';

/** Stands for what is known only when the test runs. */
const UNKNOWN = '…';
const GROUPS = new Set(['describe']);
const TESTS = new Set(['it', 'test']);
/** A test that does not run pins nothing. */
const OFF = new Set(['skip', 'todo']);

/**
 * Titles of the tests in a spec file, each with those of the groups around it, in order. `it.each` gives one title.
 * @param {string} source TypeScript text
 * @param {string} file name, for the parser
 * @returns {readonly string[]}
 */
export function titlesOf(source, file = 'some.spec.ts') {
  /** @type {string[]} */
  const titles = [];
  /** @param {ts.Node} node @param {readonly string[]} around */
  const visit = (node, around) => {
    const call = ts.isCallExpression(node) ? namedCall(node) : undefined;
    if (call?.off) return;
    if (call !== undefined && TESTS.has(call.name)) {
      titles.push([...around, call.title].join(' '));
      return;
    }
    const inside = call === undefined ? around : [...around, call.title];
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest), []);
  return titles;
}

/**
 * `describe('title', …)`, `it.each(table)('title', …)` and their like.
 * @param {ts.CallExpression} node
 * @returns {{ readonly name: string, readonly title: string, readonly off: boolean } | undefined}
 */
function namedCall(node) {
  const [title] = node.arguments;
  const path = pathOf(node.expression);
  const [name = ''] = path;
  if (title === undefined || !(GROUPS.has(name) || TESTS.has(name))) return undefined;
  // The table of `it.each(table)(title, …)`: the title comes in the call around it.
  if (path.at(-1) === 'each' && !ts.isCallExpression(node.expression)) return undefined;
  return { name, title: textOf(title), off: path.some((part) => OFF.has(part)) };
}

/**
 * @param {ts.Expression} callee
 * @returns {readonly string[]} `it.each(table)` gives it, each
 */
function pathOf(callee) {
  if (ts.isIdentifier(callee)) return [callee.text];
  if (ts.isPropertyAccessExpression(callee)) return [...pathOf(callee.expression), callee.name.text];
  return ts.isCallExpression(callee) ? pathOf(callee.expression) : [];
}

/** @param {ts.Expression} title */
function textOf(title) {
  if (ts.isStringLiteralLike(title)) return title.text;
  if (!ts.isTemplateExpression(title)) return UNKNOWN;
  return title.head.text + title.templateSpans.map(({ literal }) => UNKNOWN + literal.text).join('');
}
