/**
 * Proves that the lint rules bite: every file in fixtures/ breaks the rule named in its header, linted as if it
 * stood at the path in its header. A rule that was loosened turns this red. Run by `npm run lint`.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
// The boundary rule reads Nx's cached project graph and stays silent without one.
execFileSync(join(root, 'node_modules/.bin/nx'), ['show', 'projects'], { cwd: root, stdio: 'ignore' });
const eslint = new ESLint({ cwd: root });
const header = (text, name) => new RegExp(`^// ${name}: (.+)$`, 'm').exec(text)?.[1] ?? '';

let passed = 0;
const failures = [];
for (const file of readdirSync(join(here, 'fixtures')).sort()) {
  const text = readFileSync(join(here, 'fixtures', file), 'utf8');
  const rule = header(text, 'breaks');
  const [result] = await eslint.lintText(text, { filePath: join(root, header(text, 'as')) });
  const seen = result?.messages.map((message) => message.ruleId ?? message.message) ?? [];
  if (rule !== '' && seen.includes(rule)) passed += 1;
  else failures.push(`${file}: expected ${rule}, ESLint reported ${seen.join(', ') || 'nothing'}`);
}
for (const failure of failures) console.error(failure);
console.log(`lint fixtures: ${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
