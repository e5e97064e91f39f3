import type { Entry } from '@parley/ticket-content';
import { fileIdOf, fileUrlOf } from '../../test/memory-uploads';
import { facts, message, place, target, WriterWorld } from '../../test/writer-world';
import { markTexts, withoutMarks } from './redaction-marks';

async function told(world: WriterWorld, ...entries: readonly Entry[]): Promise<void> {
  await world.intake.facts(facts(entries));
  await world.intake.targets([target(1, entries.at(-1)?.at.offset ?? 0)]);
  await world.settle();
}

const deletion = (offset: number, of: number): Entry => ({
  kind: 'deletion',
  at: place(offset),
  messageId: `m-${of}`,
});

async function withSecret(redactDeleted = true): Promise<WriterWorld> {
  const world = await WriterWorld.started({ redactDeleted });
  await told(world, message(1, 'one'));
  world.clock.advance(5_000);
  await told(world, message(2, 'secret'), message(3, 'secret'));
  return world;
}

const WHOLE = ['one', '(note)', '▇', 'secret', '[message deleted]'];

describe('a message that is deleted upstream', () => {
  it('K13: only gets a remark without the setting', async () => {
    const world = await withSecret(false);
    await told(world, deletion(4, 2));
    expect(world.texts()).toEqual([['one', '(note)', 'secret', 'secret', '[message deleted]']]);
  });

  it('K13: is redacted in the comment that it shares with others, and nothing else is', async () => {
    const world = await withSecret();
    await told(world, deletion(4, 2));
    expect(world.texts()).toEqual([WHOLE]);
    expect(world.zendesk.tickets[0]?.comments.at(-1)).toMatchObject({ public: false });
  });

  it.each(['lost-before', 'lost-after', 'rate-limited', 'not-sent'] as const)(
    'K13 K15: is redacted once when the call is %s',
    async (fault) => {
      const world = await withSecret();
      world.zendesk.faults.push(fault);
      await told(world, deletion(4, 2));
      expect(world.texts()).toEqual([WHOLE]);
      expect(world.effectStates().filter((state) => state === 'redact done')).toHaveLength(1);
    },
  );

  it('K13: is found by its marker when the answer of its own comment was lost', async () => {
    const world = await WriterWorld.started({ redactDeleted: true });
    world.zendesk.faults.push('lost-after');
    await told(world, message(1, 'secret'));
    await told(world, deletion(2, 1));
    expect(world.texts()).toEqual([['▇', '(note)', '[message deleted]']]);
  });

  it('K13: all its parts are redacted, one call each', async () => {
    const world = await WriterWorld.started({ redactDeleted: true });
    await told(world, message(1, 'one'));
    await told(world, message(2, 'secret '.repeat(20_000)));
    await told(world, deletion(3, 2));
    expect(world.texts()[0]).toEqual(['one', '(note)', '▇', '▇', '▇', '[message deleted]']);
    expect(world.effectStates().filter((state) => state === 'redact done')).toHaveLength(3);
  });

  it('K13 K12: takes the files that came with it along, and no others of the comment', async () => {
    const world = await WriterWorld.started({ redactDeleted: true });
    for (const name of ['a', 'b', 'c']) world.files.has(`https://files.example/${name}`, name);
    const withFiles = (offset: number, ...names: readonly string[]): Entry => ({
      ...message(offset, 'secret'),
      ...{
        attachments: names.map((name) => ({
          id: name,
          contentType: 'image/png',
          url: `https://files.example/${name}`,
        })),
      },
    });
    await told(world, message(1, 'one'));
    world.clock.advance(5_000);
    await told(world, withFiles(2, 'a', 'b'), withFiles(3, 'c'));
    const comment = world.zendesk.tickets[0]?.comments.at(-1);
    expect(comment?.uploads).toHaveLength(3);
    world.zendesk.faults.push('lost-after');
    await told(world, deletion(4, 2));
    expect(comment?.redactedFiles).toEqual(comment?.uploads?.slice(0, 2).map(fileIdOf).map(fileUrlOf));
    expect(world.effectStates().filter((state) => state === 'redact done')).toHaveLength(1);
  });

  it('K13: says so where Zendesk redacts no more, and goes on', async () => {
    const world = await withSecret();
    world.zendesk.faults.push({ refused: 'ticket-closed' });
    await told(world, deletion(4, 2), message(5, 'two'));
    expect(world.texts()).toEqual([['one', '(note)', 'secret', 'secret', '[message deleted]', 'two']]);
  });

  it('K13 G8: a redaction that Zendesk refuses parks, and may be let go', async () => {
    const world = await withSecret();
    world.zendesk.faults.push({ refused: 'forbidden' });
    await told(world, deletion(4, 2));
    const lane = [...world.tables.lanes.values()][0];
    expect(lane).toMatchObject({ state: 'parked', reason: 'rejected-by-zendesk' });
    const ignored = { by: 'Grace', at: '2026-11-21T10:00:00Z', note: 'by hand' };
    const order = { kind: 'ignore', organizationId: 'org-1', ignored } as const;
    const { ticketKey } = lane?.target ?? { ticketKey: '' };
    await world.parked.carryOut([{ ...order, ticketKey, effectId: lane?.parkedEffect ?? '' }], new Date(0));
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'secret', 'secret', '(note)', '[message deleted]']]);
  });

  it('K13: a comment that is not built as it was written is left, with an alert', async () => {
    const world = await withSecret();
    const comment = world.zendesk.tickets[0]?.comments[2];
    if (comment === undefined) throw new Error('nothing was written');
    comment.html_body = `<p dir="auto">rewritten</p>`;
    await told(world, deletion(4, 2));
    expect(world.alerts).toEqual([expect.stringContaining('not redacted')]);
  });
});

describe('marks for redaction', () => {
  const comment =
    '<div class="zd-comment"><p dir="auto"><strong>A</strong></p><p dir="auto">x<br>see <a href="https://e.x">e.x</a></p></div>';

  it('K13: stand around the text, and on the links that Zendesk made', () => {
    const marked = markTexts(comment, [0], 1);
    expect(marked).toContain(
      '<p dir="auto"><redact>x</redact><br><redact>see </redact><a href="https://e.x" redact><redact>e.x</redact></a></p>',
    );
    expect(withoutMarks(marked ?? '')).toBe(comment);
  });

  it('K13: are none where the comment has other paragraphs than its messages', () => {
    expect(markTexts(comment, [0], 2)).toBeUndefined();
  });
});
