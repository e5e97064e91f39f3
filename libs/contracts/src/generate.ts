import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles, textOf } from './documents/generated-files';

const folder = join(__dirname, '..', 'generated');
rmSync(folder, { recursive: true, force: true });
for (const [path, document] of generatedFiles()) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, textOf(document));
}
