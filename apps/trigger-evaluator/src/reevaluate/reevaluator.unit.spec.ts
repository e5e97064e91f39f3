import { configureLogging } from '@parley/platform';
import { eventually } from '@parley/testing';
import { Reevaluator } from './reevaluator';

configureLogging({ level: 'silent' });

const NEVER_MS = 1_000_000;

describe('the re-evaluator', () => {
  it('works pages until there are none, and again when it is woken', async () => {
    let waiting = 3;
    let looks = 0;
    const reevaluator = new Reevaluator(() => {
      looks += 1;
      if (waiting === 0) return Promise.resolve(false);
      waiting -= 1;
      return Promise.resolve(true);
    }, NEVER_MS);
    reevaluator.start();
    await eventually(() => looks === 4);
    waiting = 1;
    reevaluator.wake();
    await eventually(() => looks === 6);
    expect(waiting).toBe(0);
    await reevaluator.stop();
  });

  it('looks once more when it is woken while it is looking', async () => {
    let looks = 0;
    const reevaluator: Reevaluator = new Reevaluator(() => {
      looks += 1;
      if (looks === 1) reevaluator.wake();
      return Promise.resolve(false);
    }, NEVER_MS);
    reevaluator.start();
    await eventually(() => looks === 2);
    await reevaluator.stop();
  });

  it('looks by itself when nobody woke it', async () => {
    let looks = 0;
    const reevaluator = new Reevaluator(() => {
      looks += 1;
      return Promise.resolve(false);
    }, 5);
    reevaluator.start();
    await eventually(() => looks > 2);
    await reevaluator.stop();
  });

  it('is not well while pages fail, and is again after one that does not', async () => {
    let broken = true;
    const reevaluator = new Reevaluator(
      () => (broken ? Promise.reject(new Error('away')) : Promise.resolve(false)),
      5,
    );
    reevaluator.start();
    await eventually(async () => !(await reevaluator.health()).ok);
    broken = false;
    await eventually(async () => (await reevaluator.health()).ok);
    await reevaluator.stop();
  });

  it('stops without waiting for its nap to end', async () => {
    const reevaluator = new Reevaluator(() => Promise.resolve(false), NEVER_MS);
    reevaluator.start();
    await reevaluator.stop();
    expect(await reevaluator.health()).toEqual({ ok: true });
  });
});
