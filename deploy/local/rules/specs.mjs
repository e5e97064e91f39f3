import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KINDS_NEEDED } from './rules.mjs';
import { titlesOf } from './titles.mjs';

/**
 * Every spec file of the kinds that rules need, with its titles.
 * @param {string} root
 * @returns {readonly import('./coverage.mjs').Spec[]}
 */
export function specsOf(root) {
  return ['apps', 'libs', 'deploy', 'bench'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path))
      .flatMap((path) => {
        const kind = KINDS_NEEDED.find((one) => path.endsWith(`.${one}.spec.ts`));
        const file = join(room, path);
        return kind === undefined
          ? []
          : [{ file, kind, titles: titlesOf(readFileSync(join(root, file), 'utf8'), file) }];
      }),
  );
}
