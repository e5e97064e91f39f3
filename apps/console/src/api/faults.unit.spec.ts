import { formFaults, formPath } from './faults';
import { Problem } from './problem';

const fault = (pointer: string, detail: string) => ({ code: 'invalid-body', detail, pointer });

describe('what is wrong with the fields of a form', () => {
  it.each([
    ['', ''],
    ['/url', 'url'],
    ['/createFields/0/key', 'createFields.0.key'],
    ['/ticket/fields/a~1b~0c', 'ticket.fields.a/b~c'],
  ])('the pointer "%s" is the path "%s"', (pointer, path) => {
    expect(formPath(pointer)).toBe(path);
  });

  it('stands beside the field, all of one field together', () => {
    const problem = new Problem('invalid-body', 422, 'Wrong', undefined, [
      fault('/url', 'is too long'),
      fault('/url', 'is no address'),
      fault('', 'is no object'),
    ]);
    expect(formFaults(problem)).toEqual({
      fields: { url: 'is too long; is no address' },
      others: [fault('', 'is no object')],
    });
  });

  it('stands above the form where it has no such field', () => {
    const problem = new Problem('invalid-body', 422, 'Wrong', undefined, [fault('/new', 'is not known')]);
    expect(formFaults(problem, () => undefined)).toEqual({
      fields: {},
      others: [fault('/new', 'is not known')],
    });
  });

  it('is nothing where the error says nothing of fields', () => {
    expect(formFaults(new Error('no answer'))).toEqual({ fields: {}, others: [] });
  });
});
