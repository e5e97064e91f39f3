import type { Attachment, Entry } from '@parley/ticket-content';
import { facts, message, place, target, WriterWorld } from '../../test/writer-world';

const photo = (name: string): Attachment => ({
  id: name,
  fileName: `${name}.png`,
  contentType: 'image/png',
  url: `https://files.example/${name}`,
});

const withFiles = (offset: number, text: string, ...names: readonly string[]): Entry => ({
  ...message(offset, text),
  ...{ attachments: names.map(photo) },
});

async function told(world: WriterWorld, ...entries: readonly Entry[]): Promise<void> {
  const last = entries.at(-1)?.at.offset ?? 0;
  await world.intake.facts(facts(entries));
  await world.intake.targets([target(1, last)]);
}

/** Contents of the files of every comment of the first ticket. */
const filesOf = (world: WriterWorld) =>
  world.zendesk.tickets[0]?.comments.map(({ uploads = [] }) =>
    uploads.map((token) => world.zendesk.uploads.kept.get(token)?.text),
  );
const textsOf = (world: WriterWorld) =>
  world.zendesk.tickets.flatMap(({ comments }) => comments.map(({ html_body }) => html_body));

describe('attachments of a lane', () => {
  let world: WriterWorld;
  beforeEach(async () => {
    world = await WriterWorld.started();
    for (const name of ['a', 'b', 'c', 'd']) world.files.has(`https://files.example/${name}`, name);
  });

  it('K12: uploads the files of each message and hangs them on its comment, in their order', async () => {
    await told(world, withFiles(1, 'one', 'a', 'b'));
    await world.settle();
    await told(world, withFiles(2, 'two', 'c'), message(3, 'three'), withFiles(4, 'four', 'd'));
    await world.settle();
    expect(filesOf(world)).toEqual([['a', 'b'], [], ['c', 'd']]);
    expect(
      [...world.zendesk.uploads.kept.values()].map(({ fileName, contentType }) => [fileName, contentType]),
    ).toEqual(['a', 'b', 'c', 'd'].map((name) => [`${name}.png`, 'image/png']));
    expect(world.tables.attachments.get(target(1, 1).ticketKey)?.size).toBe(0);
  });

  it('K12: a file that fails for a while is tried again, and what does not need it goes first', async () => {
    world.files.has('https://files.example/a', { kind: 'failed' }, { kind: 'failed' }, 'a');
    await told(world, message(1, 'one'), withFiles(2, 'two', 'a'));
    await world.settle();
    expect(world.files.asked).toHaveLength(3);
    expect(world.texts()).toEqual([['one', '(note)', expect.stringContaining('two')]]);
    expect(filesOf(world)).toEqual([[], [], ['a']]);
  });

  it('K12: a file that cannot be had is given up after three tries; the message goes without it', async () => {
    world.files.has('https://files.example/a', { kind: 'failed' });
    await told(world, withFiles(1, 'one', 'a'));
    const from = world.clock.now().getTime();
    await world.settle();
    expect(world.files.asked).toHaveLength(3);
    expect(world.clock.now().getTime() - from).toBeLessThan(60_000);
    expect(textsOf(world)[0]).toContain('could not be fetched https://files.example/a');
    expect(world.filesEnded).toEqual(['unreachable']);
  });

  it('K12: names the limit that a file is above', async () => {
    const small = { maxBytes: 2_000_000, refuseTypes: [] };
    world = await WriterWorld.started({ attachments: small });
    world.files.has('https://files.example/a', { kind: 'left-out', fault: 'too-large', size: 5_000_000 });
    await told(world, withFiles(1, 'one', 'a'));
    await world.settle();
    expect(textsOf(world)[0]).toContain(
      'a.png (image/png, 5 MB): too large, the limit is 2 MB https://files.example/a',
    );
  });

  it('K12: a refused type is not even fetched, and one that turns out refused is not uploaded', async () => {
    world = await WriterWorld.started({
      attachments: { maxBytes: 1_000, refuseTypes: ['image/png', 'video/*'] },
    });
    world.files.has('https://files.example/v', {
      kind: 'file',
      bytes: Buffer.from('v'),
      contentType: 'video/mp4',
    });
    const disguised = { ...photo('v'), contentType: 'audio/mpeg' };
    await told(world, withFiles(1, 'one', 'a'), { ...message(2, 'two'), ...{ attachments: [disguised] } });
    await world.settle();
    expect(world.files.asked).toEqual(['https://files.example/v']);
    expect(world.filesEnded).toEqual(['refused-type', 'refused-type']);
    expect(world.zendesk.uploads.kept.size).toBe(0);
  });

  it('K12: a web page in place of a picture is left out', async () => {
    const page = {
      kind: 'file',
      bytes: Buffer.from('<h1>Sign in</h1>'),
      contentType: 'text/html; charset=utf-8',
    } as const;
    world.files.has('https://files.example/a', page);
    await told(world, withFiles(1, 'one', 'a'));
    await world.settle();
    expect(world.filesEnded).toEqual(['wrong-content']);
  });

  it('K12, K15: a lost answer of an upload costs an upload, never a file or a comment', async () => {
    world.zendesk.uploads.faults.push('lost');
    await told(world, withFiles(1, 'one', 'a'));
    await world.settle();
    expect(world.zendesk.uploads.kept.size).toBe(2);
    expect(filesOf(world)).toEqual([['a'], []]);
  });

  it('K12: while Zendesk is away nothing is given up', async () => {
    world.zendesk.uploads.isDown = true;
    await told(world, withFiles(1, 'one', 'a'));
    await world.settle(0.2);
    expect(world.filesEnded).toEqual([]);
    world.zendesk.uploads.isDown = false;
    await world.settle();
    expect(filesOf(world)).toEqual([['a'], []]);
  });

  it('K12: a file that alone gets no answer is given up, and the message goes', async () => {
    world.zendesk.uploads.faults.push('lost', 'lost', 'lost');
    await told(world, withFiles(1, 'one', 'a'));
    await world.settle();
    expect(textsOf(world)[0]).toContain('refused by Zendesk');
  });

  it('K12: a file that Zendesk refuses is named', async () => {
    world.zendesk.uploads.faults.push('refused');
    await told(world, withFiles(1, 'one', 'a', 'b'));
    await world.settle();
    expect(textsOf(world)[0]).toContain('a.png (image/png, 1 kB): refused by Zendesk');
    expect(filesOf(world)).toEqual([['b'], []]);
  });

  it('K12: a spent budget is waited for and is no fault of the file', async () => {
    world.zendesk.uploads.faults.push('rate-limited', 'rate-limited', 'rate-limited', 'rate-limited');
    await told(world, withFiles(1, 'one', 'a'));
    await world.settle();
    expect(filesOf(world)).toEqual([['a'], []]);
  });

  it('K12: an upload that grew too old before its comment could go is made again', async () => {
    await told(world, withFiles(1, 'one', 'a'));
    world.zendesk.faults.push('rate-limited');
    await world.work();
    expect(world.zendesk.uploads.kept.size).toBe(1);
    world.clock.advance(3 * 3_600_000);
    await world.settle();
    expect(world.zendesk.uploads.kept.size).toBe(2);
    expect(filesOf(world)).toEqual([['a'], []]);
  });

  it('K12: a token that Zendesk refuses all the same is replaced by a new upload; after some the file is named', async () => {
    let taken = 0;
    world.zendesk.uploads.attach = (tokens) => tokens === undefined || (taken += 1) > 3;
    await told(world, withFiles(1, 'one', 'a'));
    await world.settle();
    expect(world.effectStates()).toEqual([
      'create released',
      'create released',
      'create done',
      'comment done',
    ]);
    expect(textsOf(world)[0]).toContain('refused by Zendesk');
  });

  it.each(['lost-before', 'lost-after'] as const)(
    'K12, K15: a comment whose answer is lost (%s) has its files once',
    async (fault) => {
      await told(world, withFiles(1, 'one', 'a'));
      world.zendesk.faults.push(fault);
      await world.settle();
      await told(world, withFiles(2, 'two', 'b'));
      world.zendesk.faults.push(fault);
      await world.settle();
      expect(filesOf(world)).toEqual([['a'], [], ['b']]);
    },
  );

  it('K12, K15: a create whose first try never came through and whose uploads grew too old is composed anew', async () => {
    await told(world, withFiles(1, 'one', 'a'));
    world.zendesk.faults.push('lost-before');
    await world.work();
    world.clock.advance(70 * 60_000);
    await world.settle();
    expect(filesOf(world)).toEqual([['a'], []]);
    expect(world.zendesk.tickets).toHaveLength(1);
  });

  it('K12: a file that ends the process every time is given up', async () => {
    await told(world, withFiles(1, 'one', 'a'));
    for (let crash = 0; crash < 3; crash += 1) {
      const held = await world.claim();
      if (held === undefined) throw new Error('the lane is not workable');
      await world.ports.attachments.book.begin(held, { at: place(1), ordinal: 0 }, 30_000);
      world.clock.advance(60_000);
    }
    await world.settle();
    expect(world.files.asked).toEqual([]);
    expect(textsOf(world)[0]).toContain('could not be fetched');
  });

  it('K12: a lane that was taken over while a file came writes nothing', async () => {
    await told(world, withFiles(1, 'one', 'a'));
    const held = await world.claim();
    world.files.beforeAnswer = () => {
      world.files.beforeAnswer = () => undefined;
      const lane = world.tables.lanes.get(held?.ticketKey ?? '');
      if (lane !== undefined) lane.epoch += 1;
    };
    const { workLane } = await import('../lane/work-lane');
    if (held === undefined) throw new Error('the lane is not workable');
    expect(await workLane(world.ports, held, world.clock.monotonicMs(), () => false)).toEqual({
      kind: 'lost',
    });
    expect(world.zendesk.uploads.kept.size).toBe(0);
  });
});
