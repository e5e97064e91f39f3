import type { OrganizationConfiguration } from '@parley/contracts';

/** Settings that have one value each, in the order in which they are told. */
export const VALUES = [
  'modeA.enabled',
  'modeB.enabled',
  'modeB.teamId',
  'modeB.emailField',
  'modeB.continueAfterCreation',
  'missingEmail',
  'ticket.subject',
  'ticket.groupId',
  'ticket.brandId',
  'ticket.formId',
  'ticket.priority',
  'ticket.language',
  'ticket.timeZone',
  'visibility.contact',
  'visibility.advisor',
  'visibility.bot',
  'syncNotes',
  'redactDeleted',
  'closeAs',
  'attachments.maxBytes',
] as const;

/** Settings that are lists of texts. */
export const LISTS = [
  'searchFields',
  'displayFields',
  'createFields',
  'ticket.tags',
  'attachments.refuseTypes',
] as const;

/** A setting that has one value. */
export type ValueSetting = (typeof VALUES)[number];
/** A setting that is a list. */
export type ListSetting = (typeof LISTS)[number];
/** A setting, by its path in a configuration. */
export type Setting = ValueSetting | ListSetting | 'ticket.fields';

/** The value at a path; undefined where there is none. */
export function valueAt(configuration: OrganizationConfiguration, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
      configuration,
    );
}

/** Whether two values that came as JSON are the same. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) =>
    isSame((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]),
  );
}
