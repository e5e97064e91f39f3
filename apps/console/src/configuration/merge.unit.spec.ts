import { DEFAULT_CONFIGURATION, type OrganizationConfiguration } from '@parley/contracts';
import { merge } from './merge';

const base: OrganizationConfiguration = {
  ...DEFAULT_CONFIGURATION,
  modeB: { ...DEFAULT_CONFIGURATION.modeB, emailField: { scope: 'contact', key: 'mail' } },
};

describe('what two people made of one configuration (A6)', () => {
  it('A6 keeps what only one of them changed', () => {
    const mine = { ...base, ticket: { ...base.ticket, groupId: 7 } };
    const theirs = { ...base, closeAs: 'solved' as const, ticket: { ...base.ticket, subject: 'Theirs' } };
    expect(merge(base, mine, theirs)).toEqual({
      ...base,
      closeAs: 'solved',
      ticket: { ...base.ticket, groupId: 7, subject: 'Theirs' },
    });
  });

  it('A6 takes mine where both changed the same setting', () => {
    const mine = { ...base, searchFields: ['phone'] };
    const theirs = { ...base, searchFields: ['name', 'email', 'external_id'] };
    expect(merge(base, mine, theirs).searchFields).toEqual(['phone']);
  });

  it('A6 never makes one field of the platform out of two', () => {
    const withField = (emailField: OrganizationConfiguration['modeB']['emailField']) => ({
      ...base,
      modeB: { ...base.modeB, emailField },
    });
    const mine = withField({ scope: 'contact', key: 'other-mail' });
    const theirs = withField({ scope: 'conversation', key: 'mail' });
    expect(merge(base, mine, theirs).modeB.emailField).toEqual({ scope: 'contact', key: 'other-mail' });
  });

  it('A6 leaves out what one of them took away and the other did not touch', () => {
    const withFields = (fields: OrganizationConfiguration['ticket']['fields']) => ({
      ...base,
      ticket: { ...base.ticket, fields },
    });
    const joined = merge(
      withFields({ '1': 'a', '2': 'b' }),
      withFields({ '1': 'a' }),
      withFields({ '1': 'c', '2': 'b' }),
    );
    expect(joined.ticket.fields).toEqual({ '1': 'c' });
  });
});
