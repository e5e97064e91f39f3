import fc from 'fast-check';
import { isRefusedType, mediaTypeOf } from './refused-type';
import { uploadName } from './upload-name';

describe('names of files (K12)', () => {
  it.each([
    ['Rechnung März.pdf', 'application/pdf', 'Rechnung März.pdf'],
    ['照片 👩‍👩‍👧.png', 'image/png', '照片 👩‍👩‍👧.png'],
    [undefined, 'image/jpeg', 'attachment.jpg'],
    ['  ', 'application/x-unknown', 'attachment'],
    ['voice', 'audio/mpeg', 'voice.mp3'],
    ['../../etc/passwd', 'text/plain', '_.._etc_passwd.txt'],
    ['a\u202Egnp.exe', 'image/png', 'a_gnp.exe'],
    ['.png', 'image/png', 'png.png'],
    ['line\r\nbreak".txt', 'text/plain', 'line__break_.txt'],
    ['half\ud83d.txt', 'text/plain', 'half_.txt'],
  ])('K12: %j of type %s goes up as %j', (name, type, expected) =>
    expect(uploadName(name, type)).toBe(expected),
  );

  it('K12: whatever characters a name has, what goes up is a safe name of bounded length that a URL can carry', () => {
    const anyName = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
        .map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(anyName, fc.constantFrom('image/png', 'application/pdf', 'x/y'), (name, type) => {
        const given = uploadName(name, type);
        return (
          given !== '' &&
          Buffer.byteLength(given) <= 200 &&
          !/[\p{Cc}\p{Cs}\p{Bidi_Control}\\/]/u.test(given) &&
          !given.startsWith('.') &&
          decodeURIComponent(encodeURIComponent(given)) === given
        );
      }),
    );
  });

  it('K12: a long name keeps its ending', () => {
    expect(uploadName(`${'ü'.repeat(500)}.jpeg`, 'image/jpeg')).toMatch(/^ü+\.jpeg$/);
  });
});

describe('refused types (K12)', () => {
  it.each([
    [['image/svg+xml'], { contentType: 'image/SVG+xml; charset=utf-8' }, true],
    [['image/svg+xml'], { contentType: 'image/png' }, false],
    [['Video/*'], { contentType: 'video/mp4' }, true],
    [['video/*'], { contentType: 'videos/mp4' }, false],
    [['.exe'], { contentType: 'application/octet-stream', fileName: 'Setup.EXE' }, true],
    [['.exe'], { contentType: 'application/octet-stream', fileName: 'exe' }, false],
    [[' '], { contentType: '', fileName: '' }, false],
  ])('K12: rules %j on %j', (rules, file, refused) => expect(isRefusedType(rules, file)).toBe(refused));

  it.each([
    ['text/plain; charset=utf-8', 'text/plain'],
    ['IMAGE/PNG', 'image/png'],
    ['nonsense', undefined],
    ['text/plain\r\nx: y', undefined],
    [undefined, undefined],
  ])('K12: reads %j as %j', (given, expected) => expect(mediaTypeOf(given)).toBe(expected));
});
