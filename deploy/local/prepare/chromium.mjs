import { existsSync } from 'node:fs';
import { Trouble } from '../parts/trouble.mjs';
import { howToInstall, install } from './apt.mjs';

/** Where Debian's Chromium is. */
const DEBIANS = '/usr/bin/chromium';

/**
 * Makes sure that pages can be tested in a real browser: `CHROMIUM_PATH`, else Debian's Chromium, which is installed where that
 * needs no password.
 * @param {(detail: string) => void} note
 * @throws {Trouble} with the ways out when there is none
 */
export async function ensureChromium(note) {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    if (!existsSync(given)) throw new Trouble(`CHROMIUM_PATH names a file that is not there: ${given}`);
    return note(given);
  }
  if (!existsSync(DEBIANS)) {
    const asRoot = howToInstall();
    if (asRoot === undefined)
      throw new Trouble(
        'The tests of the pages need Chromium: install it (sudo apt-get install chromium), or set CHROMIUM_PATH.',
      );
    note('installing chromium with apt-get');
    await install(asRoot, ['chromium']);
  }
  process.env['CHROMIUM_PATH'] = DEBIANS;
  note(DEBIANS);
}
