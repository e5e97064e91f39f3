import fc from 'fast-check';
import { Conversation, lane, SETTINGS } from '../test/conversation';
import { TicketModel } from '../test/ticket-model';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 300);

describe('any edits and deletions', () => {
  it('K13: whatever the pages and pauses, no text of a deleted message can be read in the end', () => {
    const steps = fc.array(
      fc.oneof(
        fc.constant('message' as const),
        fc.constant('reply' as const),
        fc.constant('edit' as const),
        fc.constant('delete' as const),
        fc.constant('close' as const),
      ),
      { minLength: 1, maxLength: 14 },
    );
    fc.assert(
      fc.property(
        steps,
        fc.array(fc.nat(3)),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(20),
        (plan, stops, page, pick) => {
          const talk = new Conversation().contact('first');
          const texts = new Map([[1, ['first']]]);
          const messages = [1];
          const deleted = new Set<number>();
          for (const [index, step] of plan.entries()) {
            const of = messages[(pick + index) % messages.length] ?? 1;
            const text = `text-${index}-`;
            if (step === 'message' || step === 'reply') {
              talk[step === 'message' ? 'contact' : 'advisor'](text);
              messages.push(talk.length);
              texts.set(talk.length, [text]);
            } else if (step === 'edit') {
              talk.edit(of, text);
              texts.get(of)?.push(text);
            } else if (step === 'delete') {
              talk.deletion(of);
              deleted.add(of);
            } else talk.closed();
          }
          const done = new TicketModel(
            talk.entries,
            lane(1, 1),
            { ...SETTINGS, redactDeleted: true },
            undefined,
            page,
          );
          let offset = 1;
          for (const stop of stops) done.runTo((offset = Math.min(offset + stop, talk.length)));
          done.runTo(talk.length);
          const shown = JSON.stringify(done.tickets.map((ticket) => ticket.shown));
          for (const of of deleted) {
            const after = talk.entries.findIndex(
              (entry) => entry.kind === 'deletion' && entry.messageId === `m-${of}`,
            );
            const before = (texts.get(of) ?? []).filter((text) => {
              const at = talk.entries.findIndex((entry) => 'text' in entry && entry.text === text);
              return at < after;
            });
            for (const text of before) expect(shown).not.toContain(text);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});
