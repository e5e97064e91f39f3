import { subjectPreview, unknownPlaceholders } from './subject-preview';

const example = {
  'contact.name': 'Ada Lovelace',
  'contact.handle': '@ada',
  'account.name': 'Acme',
  network: 'WhatsApp',
};

describe('the preview of a subject (K2)', () => {
  it.each([
    ['{contact.name} via {account.name} ({network})', 'Ada Lovelace via Acme (WhatsApp)'],
    ['  {contact.handle} \n {nobody}  ', '@ada {nobody}'],
    ['x'.repeat(200), `${'x'.repeat(149)}…`],
  ])('K2 fills "%s"', (template, subject) => {
    expect(subjectPreview(template, example)).toBe(subject);
  });

  it('K2 names what is no placeholder, once', () => {
    expect(unknownPlaceholders('{name} {contact.name} {name} {network}')).toEqual(['{name}']);
  });
});
