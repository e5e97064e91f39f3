import { eventually } from './eventually';

describe('eventually', () => {
  it('gives back the first value that holds', async () => {
    const answers = [undefined, false, null, 'there'];
    await expect(eventually(() => answers.shift(), { everyMs: 1 })).resolves.toBe('there');
  });

  it('takes zero and the empty text for values', async () => {
    await expect(eventually(() => 0)).resolves.toBe(0);
    await expect(eventually(() => '')).resolves.toBe('');
  });

  it('waits while an assertion does not hold', async () => {
    let looks = 0;
    await eventually(
      () => {
        looks += 1;
        expect(looks).toBe(3);
        return true;
      },
      { everyMs: 1 },
    );
    expect(looks).toBe(3);
  });

  it('says what it waited for and why it failed last', async () => {
    const never = (): never => {
      throw new Error('two tickets instead of one');
    };
    await expect(eventually(never, { timeoutMs: 5, everyMs: 1, describe: 'one ticket' })).rejects.toThrow(
      'Waited 0.005 s in vain for one ticket: two tickets instead of one',
    );
  });
});
