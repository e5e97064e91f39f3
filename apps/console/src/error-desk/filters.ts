import { textsOf } from '../ui/search-params';

const FILTERS = ['organizationId', 'reason', 'olderThan'] as const;

/** What the error desk is narrowed to; lives in the address. */
export type ParkedFilters = Partial<Record<(typeof FILTERS)[number], string>>;

/** The filters of an address. */
export function parkedFilters(search: Record<string, unknown>): ParkedFilters {
  return textsOf(search, FILTERS);
}

/** Ages that the desk can be narrowed to, in ms. */
export const AGES = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
/** An age that the desk can be narrowed to. */
export type Age = keyof typeof AGES;

/** Whether the desk knows this age. */
export function isAge(text: string | undefined): text is Age {
  return text !== undefined && Object.hasOwn(AGES, text);
}

/** What the gateway is asked for. `now` in ms since 1970. */
export function parkedQueryOf(
  { organizationId, reason, olderThan }: ParkedFilters,
  now: number,
): { organizationId?: string; reason?: string; parkedBefore?: string } {
  return {
    ...(organizationId !== undefined && { organizationId }),
    ...(reason !== undefined && { reason }),
    ...(isAge(olderThan) && { parkedBefore: new Date(now - AGES[olderThan]).toISOString() }),
  };
}
