import type { UserFieldsView } from '@parley/contracts';
import { controlOf, creationFields, emptyForm, faultsOf, fieldsToSend } from './create-form';

const view: UserFieldsView = {
  items: [
    { key: 'name', title: 'Name', type: 'text', standard: true, uses: ['create'] },
    { key: 'email', title: 'E-mail', type: 'email', standard: true, uses: ['create'] },
    { key: 'user_fields.age', title: 'Age', type: 'integer', standard: false, uses: ['create'] },
    { key: 'user_fields.score', title: 'Score', type: 'decimal', standard: false, uses: ['create'] },
    { key: 'user_fields.vip', title: 'VIP', type: 'checkbox', standard: false, uses: ['create'] },
    {
      key: 'user_fields.plan',
      title: 'Plan',
      type: 'dropdown',
      standard: false,
      uses: ['create'],
      options: [{ name: 'Gold', value: 'gold' }],
    },
    { key: 'user_fields.since', title: 'Since', type: 'date', standard: false, uses: ['create'] },
  ],
  missing: ['user_fields.gone'],
  lists: {
    searchFields: ['name'],
    displayFields: ['name'],
    createFields: [
      { key: 'email', required: true },
      { key: 'name', required: true },
      { key: 'user_fields.gone', required: true },
      { key: 'user_fields.age', required: false },
      { key: 'user_fields.score', required: false },
      { key: 'user_fields.vip', required: false },
      { key: 'user_fields.plan', required: true },
      { key: 'user_fields.since', required: false },
    ],
  },
};
const fields = creationFields(view);

describe('the form of the creation fields (C2)', () => {
  it('C1 has the fields of the list in its order, as this Zendesk has them', () => {
    expect(fields.map(({ key }) => key)).toEqual([
      'email',
      'name',
      'user_fields.age',
      'user_fields.score',
      'user_fields.vip',
      'user_fields.plan',
      'user_fields.since',
    ]);
    expect(fields.map((field) => controlOf(field))).toEqual([
      'email',
      'text',
      'number',
      'number',
      'checkbox',
      'choice',
      'date',
    ]);
    expect(controlOf({ type: 'dropdown' })).toBe('text');
  });

  it('C2 misses what is required, and nothing else', () => {
    expect(faultsOf(fields, emptyForm(fields))).toEqual({
      email: 'required',
      name: 'required',
      'user_fields.plan': 'required',
    });
  });

  it.each([
    ['email', 'ada', 'email'],
    ['email', 'ada@example.com, x@example.com', 'email'],
    ['email', ' ada@example.com ', undefined],
    ['user_fields.age', '4.5', 'integer'],
    ['user_fields.age', '-4', undefined],
    ['user_fields.score', '4,5', undefined],
    ['user_fields.score', 'much', 'decimal'],
    ['user_fields.since', 'yesterday', 'date'],
    ['user_fields.since', '2026-11-22', undefined],
  ])('C2 checks the type: %s %j is %s', (key, value, fault) => {
    expect(faultsOf(fields, { [key]: value })[key]).toBe(fault);
  });

  it('C2 sends each value in its type, and nothing that was left empty', () => {
    expect(
      fieldsToSend(fields, {
        ...emptyForm(fields),
        email: ' ada@example.com ',
        name: 'Ada',
        'user_fields.age': '36',
        'user_fields.score': '4,5',
        'user_fields.vip': true,
        'user_fields.plan': 'gold',
      }),
    ).toEqual({
      email: 'ada@example.com',
      name: 'Ada',
      'user_fields.age': 36,
      'user_fields.score': 4.5,
      'user_fields.vip': true,
      'user_fields.plan': 'gold',
    });
  });
});
