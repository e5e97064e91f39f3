import type { ComparedTable } from '@parley/event-log';

const SINCE_IS_GONE =
  'older versions are gone from the compacted topic, so since when things stand is not compared';

/** An organization's copy without what only its earlier versions tell. */
const ORGANIZATION_NOW = `
  jsonb_build_object(
    'version', $it::jsonb -> 'version',
    'organization', ($it::jsonb -> 'organization') - 'activeSince' #- '{modeA,since}' #- '{modeB,since}',
    'links', (select jsonb_agg(jsonb_build_array(link -> 0,
        (link -> 1) - 'linkedSince' - 'enabledSince' - 'firstEnabledAt' - 'contractSince' - 'firstContractAt') order by n)
      from jsonb_array_elements($it::jsonb -> 'links') with ordinality as l (link, n)))::text`;

const ACCOUNT_NOW = `(($it::jsonb) - 'since')::text`;

/** How the copies of configuration and directory are compared: whole, or by what the newest version of each says alone. */
export function copiesCovered(gone: {
  readonly configurationLost: boolean;
  readonly directoryLost: boolean;
}): readonly ComparedTable[] {
  return [
    copyOf('organization', gone.configurationLost, ORGANIZATION_NOW),
    copyOf('account', gone.directoryLost, ACCOUNT_NOW),
  ];
}

function copyOf(table: string, lost: boolean, now: string): ComparedTable {
  return {
    table,
    key: ['id'],
    columns: [lost ? { name: 'copy', as: now } : 'copy'],
    json: ['copy'],
    leftOut: {},
    ...(lost ? { note: SINCE_IS_GONE } : {}),
  };
}
