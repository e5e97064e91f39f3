import { MOST_COUNTED_CONVERSATIONS } from '@parley/contracts';
import { counted } from './counted';

describe('a number of conversations (T11)', () => {
  it.each([
    [0, '0'],
    [1_234, '1,234'],
    [MOST_COUNTED_CONVERSATIONS - 1, '9,999'],
    [MOST_COUNTED_CONVERSATIONS, '10,000+'],
  ])('T11 tells %d as "%s"', (count, told) => {
    expect(counted(count, 'en')).toBe(told);
  });
});
