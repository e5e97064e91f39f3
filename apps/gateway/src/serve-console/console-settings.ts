import { join } from 'node:path';
import { commaList } from '@parley/platform';
import { Type } from '@sinclair/typebox';
import type { Static, TObject } from '@sinclair/typebox';

const origin = '(https://[^\\s,;/?#]+|http://(127\\.0\\.0\\.1|localhost)(:\\d+)?)';

/** Settings of the pages for people. */
export const consoleSettings = {
  PARLEY_CONSOLE_DIR: Type.String({
    minLength: 1,
    default: join(__dirname, '..', '..', '..', 'console', 'dist'),
    description: 'the folder of the built console; where there is none, gateway runs without pages',
  }),
  PARLEY_EMBED_ORIGINS: Type.String({
    default: '',
    pattern: `^$|^${origin}(,${origin})*$`,
    description:
      'a comma-separated list of origins like https://crm.example, whose pages may show /embed/* inside of them',
  }),
};

/** Injects the `ConsoleSettings`. */
export const CONSOLE_SETTINGS = Symbol('gateway.console-settings');

/** Where the pages are, and who may embed them. */
export interface ConsoleSettings {
  readonly folder: string;
  readonly embedOrigins: readonly string[];
}

/** The settings of the pages, joined. */
export function consoleSettingsOf(
  settings: Readonly<Static<TObject<typeof consoleSettings>>>,
): ConsoleSettings {
  return {
    folder: settings.PARLEY_CONSOLE_DIR,
    embedOrigins: commaList(settings.PARLEY_EMBED_ORIGINS),
  };
}
