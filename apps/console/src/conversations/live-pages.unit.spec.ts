import type { ConversationSummary } from '@parley/contracts';
import { pagesWith, rowsOf, withHead, withPage } from './live-pages';
import type { Pages } from './live-pages';

/** A conversation whose newest event came in this second. */
function at(second: number, id = `c${second}`): ConversationSummary {
  return {
    id,
    accountId: 'acc',
    contactId: 'contact',
    organizationId: 'org',
    state: 'held',
    reason: null,
    closed: false,
    lastEventAt: new Date(second * 1_000).toISOString(),
    tickets: [],
  };
}

const page = (seconds: readonly number[], nextCursor: string | null = 'next') => ({
  items: seconds.map((second) => at(second)),
  nextCursor,
});
const list = (...pages: ReturnType<typeof page>[]): Pages => ({
  pages,
  pageParams: pages.map((_, index) => (index === 0 ? undefined : `cursor-${index}`)),
});
const ids = (pages: Pages) => rowsOf(pages.pages).map(({ id }) => id);

describe('a long list that follows what happens', () => {
  it('shows what is new above, and loses nothing before the second page', () => {
    const shown = withHead(list(page([9, 8, 7]), page([6, 5, 4])), page([11, 10, 9]));
    expect(ids(shown)).toEqual(['c11', 'c10', 'c9', 'c8', 'c7', 'c6', 'c5', 'c4']);
  });

  it('moves up what came in again', () => {
    const moved = { items: [at(12, 'c7'), at(9), at(8)], nextCursor: 'next' };
    expect(ids(withHead(list(page([9, 8, 7]), page([6])), moved))).toEqual(['c7', 'c9', 'c8', 'c6']);
  });

  it('drops what the filter shows no more', () => {
    expect(ids(withHead(list(page([9, 8, 7]), page([6])), page([9, 7, 6])))).toEqual(['c9', 'c7', 'c6']);
  });

  it('begins again where it cannot tell what lies between', () => {
    const shown = withHead(list(page([9, 8, 7]), page([6, 5, 4])), page([30, 29, 28]));
    expect(ids(shown)).toEqual(['c30', 'c29', 'c28']);
    expect(shown.pageParams).toEqual([undefined]);
  });

  it('goes on where it ends', () => {
    const pushed = withHead(list(page([9, 8, 7], 'after-7')), page([10, 9, 8], 'after-8'));
    expect(pushed.pages.at(-1)?.nextCursor).toBe('after-7');
    const whole = withHead(list(page([9, 8, 7], 'after-7')), page([9, 8, 7], 'again-after-7'));
    expect(whole.pages.at(-1)?.nextCursor).toBe('again-after-7');
    expect(withHead(list(page([9, 8], 'after-8')), page([10], null)).pages).toEqual([page([10], null)]);
  });

  it('reads anew only the pages that show what has changed', () => {
    const data = list(page([9, 8]), page([7, 6]), page([5, 4]));
    expect(pagesWith(data.pages, new Set(['c6', 'c4', 'elsewhere']))).toEqual([1, 2]);
    expect(ids(withPage(data, 1, page([7])))).toEqual(['c9', 'c8', 'c7', 'c5', 'c4']);
  });
});
