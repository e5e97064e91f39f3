import { keepDatabase } from '@parley/testing';
import { customer, message, place } from '../../test/writer-world';
import { WriterStage } from '../../test/writer-stage';

describe('Postgres restored to an earlier time', () => {
  let stage: WriterStage;
  beforeAll(async () => {
    stage = await WriterStage.open();
  });
  afterAll(() => stage.close());
  beforeEach(() => stage.begin());
  afterEach(() => stage.stopRunners());

  it('K15, K9: leaves each message in Zendesk once, in order, in the same tickets', async () => {
    stage.run();
    const known = await (await stage.conversation()).tell(message(1, 'one'));
    const closing = await (await stage.conversation()).tell(message(1, 'one'));
    await Promise.all([known.brought(), closing.brought()]);
    await stage.stopRunners();
    const kept = await keepDatabase(stage.writer.url);

    stage.run();
    const forgotten = await (await stage.conversation()).tell(message(1, 'one'));
    for (const offset of [2, 3]) {
      await known.tell(message(offset, `message ${offset}`));
      await forgotten.tell(message(offset, `message ${offset}`));
      await Promise.all([known.brought(), forgotten.brought()]);
    }
    await closing.tell(message(2, 'two'), { kind: 'closed', at: place(3) });
    await closing.brought();
    await closing.tell(message(4, 'four'));
    await closing.brought();
    await stage.stopRunners();

    await kept.putBack();
    await kept.drop();
    stage.run();
    const { requesterId } = forgotten;
    await stage.writer.intake.customers([
      customer({ requesterKey: `user:${requesterId}`, zendeskUserId: requesterId }),
    ]);
    await forgotten.tell(message(1, 'one'));
    for (const conversation of [known, forgotten]) {
      await conversation.tell(message(2, 'message 2'), message(3, 'message 3'));
      await conversation.tell(message(4, 'message 4'));
    }
    await closing.tell(message(2, 'two'), { kind: 'closed', at: place(3) }, message(4, 'four'));
    await closing.tell(message(5, 'five'));

    const whole = [['one', '(note)', 'message 2', 'message 3', 'message 4']];
    expect(await known.texts()).toEqual(whole);
    expect(await forgotten.texts()).toEqual(whole);
    expect(await closing.texts()).toEqual([
      ['one', '(note)', 'two'],
      ['four', '(note)', 'five'],
    ]);
  });
});
