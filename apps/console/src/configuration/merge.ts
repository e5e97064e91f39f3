import type { OrganizationConfiguration } from '@parley/contracts';
import { isSame } from './settings';

/** What two people made of the same configuration, joined: where both changed a setting, `mine` counts. */
export function merge(
  base: OrganizationConfiguration,
  mine: OrganizationConfiguration,
  theirs: OrganizationConfiguration,
): OrganizationConfiguration {
  return joined(base, mine, theirs) as OrganizationConfiguration;
}

type Members = Readonly<Record<string, unknown>>;

function joined(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (isSame(mine, base)) return theirs;
  if (!isMembers(base) || !isMembers(mine) || !isMembers(theirs)) return mine;
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const members = [...names].map((name) => [name, joined(base[name], mine[name], theirs[name])] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** Settings are joined one by one; what such a value is made of (a field, a list) belongs together. */
function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('scope' in value);
}
