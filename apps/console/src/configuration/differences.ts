import type { OrganizationConfiguration } from '@parley/contracts';
import type { TicketFieldValue } from './draft';
import { isSame, LISTS, type ListSetting, VALUES, valueAt, type ValueSetting } from './settings';

/** One thing that differs between two configurations. */
export type Change =
  | {
      readonly kind: 'value';
      readonly setting: ValueSetting;
      readonly before: unknown;
      readonly after: unknown;
    }
  | {
      readonly kind: 'list';
      readonly setting: ListSetting;
      readonly added: readonly string[];
      readonly removed: readonly string[];
      /** What is in both stands in another order. */
      readonly reordered: boolean;
    }
  | { readonly kind: 'required'; readonly key: string; readonly required: boolean }
  | {
      readonly kind: 'ticket-field';
      readonly id: string;
      readonly before: TicketFieldValue | undefined;
      readonly after: TicketFieldValue | undefined;
    };

/** What differs between two configurations, in the order of the pages. */
export function differences(
  before: OrganizationConfiguration,
  after: OrganizationConfiguration,
): readonly Change[] {
  return [
    ...LISTS.slice(0, 3).flatMap((setting) => listChange(setting, before, after)),
    ...requiredChanges(before, after),
    ...VALUES.flatMap((setting) => valueChange(setting, before, after)),
    ...LISTS.slice(3).flatMap((setting) => listChange(setting, before, after)),
    ...ticketFieldChanges(before.ticket.fields, after.ticket.fields),
  ];
}

function valueChange(
  setting: ValueSetting,
  one: OrganizationConfiguration,
  other: OrganizationConfiguration,
): readonly Change[] {
  const before = valueAt(one, setting) ?? null;
  const after = valueAt(other, setting) ?? null;
  return isSame(before, after) ? [] : [{ kind: 'value', setting, before, after }];
}

function listChange(
  setting: ListSetting,
  one: OrganizationConfiguration,
  other: OrganizationConfiguration,
): readonly Change[] {
  const before = namesOf(one, setting);
  const after = namesOf(other, setting);
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  const reordered = !isSame(
    before.filter((name) => after.includes(name)),
    after.filter((name) => before.includes(name)),
  );
  if (added.length === 0 && removed.length === 0 && !reordered) return [];
  return [{ kind: 'list', setting, added, removed, reordered }];
}

function namesOf(configuration: OrganizationConfiguration, setting: ListSetting): readonly string[] {
  if (setting === 'createFields') return configuration.createFields.map(({ key }) => key);
  return valueAt(configuration, setting) as readonly string[];
}

function requiredChanges(
  before: OrganizationConfiguration,
  after: OrganizationConfiguration,
): readonly Change[] {
  const was = new Map(before.createFields.map(({ key, required }) => [key, required]));
  return after.createFields
    .filter(({ key, required }) => (was.get(key) ?? false) !== required)
    .map(({ key, required }) => ({ kind: 'required', key, required }));
}

type TicketFields = OrganizationConfiguration['ticket']['fields'];

function ticketFieldChanges(before: TicketFields, after: TicketFields): readonly Change[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return ids
    .filter((id) => !isSame(before[id], after[id]))
    .map((id) => ({ kind: 'ticket-field', id, before: before[id], after: after[id] }));
}
