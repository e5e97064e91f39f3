import { judgePosition } from './judge-position';

describe('a stored position compared with the log', () => {
  const at = (nextOffset: number) => ({ topic: 't', partition: 0, epoch: 0, nextOffset });
  const fingerprint = { offset: 9, hash: '0'.repeat(32) };
  const log = { low: 0, high: 20, compacted: false };

  it('is read from, once the record before it was found again', () => {
    expect(judgePosition({ ...at(10), fingerprint }, log)).toEqual({
      kind: 'read',
      nextOffset: 10,
      expect: fingerprint,
    });
  });

  it.each([
    ['the group is new', at(0), log],
    ['retention removed that record', { ...at(10), fingerprint }, { ...log, low: 10 }],
    ['compaction may have removed it', { ...at(10), fingerprint }, { ...log, compacted: true }],
  ])('is read from without a look back when %s', (_, stored, range) => {
    expect(judgePosition(stored, range)).toEqual({ kind: 'read', nextOffset: stored.nextOffset });
  });

  it.each([
    ['the log ends before it', at(21), log, 'log-shorter-than-position'],
    ['records were removed before they were read', at(4), { ...log, low: 5 }, 'log-lost-unread-records'],
  ])('halts when %s', (_, stored, range, code) => {
    expect(judgePosition(stored, range)).toMatchObject({ kind: 'halt', code });
  });

  it('is fine at the very end of the log', () => {
    expect(judgePosition(at(20), log)).toEqual({ kind: 'read', nextOffset: 20 });
  });
});
