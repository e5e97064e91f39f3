import type { UserFieldValue } from '@parley/contracts';
import { checkValues } from './customer-values';
import { userProperties } from './user-properties';

const own = (key: string, type: string, more = {}) => ({ key, type, title: key, active: true, ...more });
const options = ['free', 'plus'].map((value) => ({ name: value, value }));
const properties = userProperties([
  own('number', 'text'),
  own('vip', 'checkbox'),
  own('points', 'integer'),
  own('weight', 'decimal'),
  own('born', 'date'),
  own('plan', 'dropdown', { custom_field_options: options }),
  own('plans', 'multiselect', { custom_field_options: options }),
  own('code', 'regexp', { regexp_for_validation: '^[A-Z]-\\d+$' }),
  own('retired', 'text', { active: false }),
]);
const field = (name: string) => `user_fields.${name}`;
const check = (values: Record<string, UserFieldValue>, ...required: string[]) =>
  checkValues(
    values,
    [...new Set([...Object.keys(values), ...required])].map((key) => ({
      key,
      required: required.includes(key),
    })),
    properties,
  );

describe('values of a customer to create (C1, C2)', () => {
  it('C1 puts user fields under user_fields, without the prefix of the lists', () => {
    const checked = check({
      name: ' Ada ',
      email: ' ADA+x@B.example ',
      phone: '+44 1',
      organization_id: '77',
      [field('number')]: 'C-1',
      [field('vip')]: 'true',
      [field('points')]: '12',
      [field('weight')]: 1.5,
      [field('born')]: '1815-12-10',
      [field('plan')]: 'plus',
      [field('plans')]: ['free', 'plus'],
      [field('code')]: 'A-7',
    });
    expect(checked).toEqual({
      ok: true,
      customer: {
        name: 'Ada',
        email: 'ada+x@b.example',
        properties: {
          phone: '+44 1',
          organization_id: 77,
          user_fields: {
            number: 'C-1',
            vip: true,
            points: 12,
            weight: 1.5,
            born: '1815-12-10',
            plan: 'plus',
            plans: ['free', 'plus'],
            code: 'A-7',
          },
        },
      },
    });
  });

  it.each([
    ['email', 'ada at b.example'],
    ['name', true],
    ['organization_id', 'seven'],
    [field('vip'), 'perhaps'],
    [field('points'), '1.5'],
    [field('weight'), 'heavy'],
    [field('born'), '1815-02-30'],
    [field('plan'), 'gold'],
    [field('plans'), ['free', 'gold']],
    [field('code'), 'a-7'],
  ])('C2 refuses %s = %j', (key, value) => {
    const checked = check({ email: 'ada@b.example', [key]: value });
    expect(checked.ok ? [] : checked.faults).toMatchObject([
      { code: 'wrong-type', pointer: `/fields/${key}` },
    ]);
  });

  it.each([[null], [''], ['  '], [[]]])('C2 takes %j for no value of a required field', (value) => {
    const checked = check({ name: 'Ada', [field('number')]: value }, field('number'));
    expect(checked.ok ? [] : checked.faults).toMatchObject([
      { code: 'required', pointer: `/fields/${field('number')}` },
    ]);
  });

  it('C2 refuses what the configuration does not list', () => {
    const checked = checkValues(
      { role: 'admin', name: 'Ada' },
      [{ key: 'name', required: true }],
      properties,
    );
    expect(checked.ok ? [] : checked.faults).toMatchObject([
      { code: 'not-a-creation-field', pointer: '/fields/role' },
    ]);
  });

  it('C2 never sets what Zendesk or Parley decides, even where an old configuration lists it', () => {
    for (const key of ['role', 'suspended', 'external_id', 'id', field('retired'), field('gone')])
      expect(check({ name: 'Ada', [key]: 'x' }, key)).toEqual({
        ok: true,
        customer: { name: 'Ada', properties: {} },
      });
  });

  it('K2 names a customer without a name by the address, and needs one of the two', () => {
    expect(check({ email: 'ada.l@b.example' })).toMatchObject({ customer: { name: 'ada.l' } });
    expect(check({ phone: '1' })).toMatchObject({ ok: false, faults: [{ pointer: '/fields/name' }] });
  });
});
