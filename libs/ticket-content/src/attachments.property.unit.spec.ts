import fc from 'fast-check';
import { Conversation, lane, PEOPLE, SETTINGS } from '../test/conversation';
import { TicketModel } from '../test/ticket-model';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 60);

describe('attachments of any messages', () => {
  it('K12, K5: however messages wait and merge, every file that is taken is there once, in order, with its message', () => {
    const said = fc.record({
      files: fc.array(fc.boolean(), { maxLength: 4 }),
      byAdvisor: fc.boolean(),
      // Long texts take most of the time: about as many of them in a long run as in a short one.
      isLong: fc.oneof(
        { weight: Math.max(60, RUNS), arbitrary: fc.constant(false) },
        { weight: 60, arbitrary: fc.constant(true) },
      ),
    });
    fc.assert(
      fc.property(
        fc.array(said, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
        (messages, pageSize, stops) => {
          const talk = new Conversation();
          for (const { files, byAdvisor, isLong } of messages) {
            const attachments = files.map((_, ordinal) => ({
              id: `${talk.length + 1}-${ordinal}`,
              fileName: `${talk.length + 1}-${ordinal}.png`,
              contentType: 'image/png',
              url: `https://files.example/${talk.length + 1}-${ordinal}`,
            }));
            const text = `<${talk.length + 1}>${isLong ? 'x'.repeat(70_000) : ''}`;
            if (byAdvisor) talk.advisor(text, { attachments });
            else talk.contact(text, { attachments });
          }
          const it = new TicketModel(talk.entries, lane(1, 1), SETTINGS, PEOPLE, pageSize);
          it.bring = ({ at, ordinal }) =>
            messages[at.offset - 1]?.files[ordinal] === true
              ? { kind: 'uploaded', token: `t-${at.offset}-${ordinal}`, size: 1 }
              : { kind: 'left-out', fault: 'expired' };
          for (const stop of [...stops].sort((a, b) => a - b)) it.runTo(Math.min(stop, talk.length));
          const { shown } = it.runTo(talk.length).ticket;
          const taken = messages.flatMap(({ files }, index) =>
            files.flatMap((isTaken, ordinal) => (isTaken ? [`t-${index + 1}-${ordinal}`] : [])),
          );
          expect(shown.flatMap(({ uploads = [] }) => uploads)).toEqual(taken);
          for (const { html, uploads = [] } of shown)
            for (const token of uploads) expect(html).toContain(`&lt;${token.split('-')[1] ?? ''}&gt;`);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
