import type { GateReason } from '@parley/contracts';

/** What a person can do about each reason (X1). */
export const WHAT_TO_DO: Readonly<Record<GateReason, string>> = {
  'account-unknown': 'Let the platform publish the account as a directory.account event.',
  'account-not-linked': 'Link the account to an organization.',
  'account-disabled': 'Turn the account on in its organization.',
  'x-contract-missing':
    'An administrator can mark the linked account as having a direct API contract with X.',
  'organization-not-authorised': 'Re-authorize the organization.',
  'not-associated': 'Associate the contact with a Zendesk user of the organization.',
  'no-human-reply': 'Wait for a reply by an advisor that is really sent.',
  'not-routed': 'Route the conversation to the team of Mode B.',
  'email-missing': 'Fill in the e-mail field of Mode B, on the conversation or on the contact.',
  'email-invalid': 'Correct the e-mail in the field of Mode B.',
  'no-mode-enabled': 'Switch on a mode in the configuration of the organization.',
  'closed-before-opening':
    'It was closed before its account or mode was opened: ask for closed conversations from a date, or reopen it.',
  'customer-suspended': 'Lift the suspension of the user in Zendesk; it goes on by itself.',
  'customer-not-found': 'Associate the contact with a Zendesk user that exists.',
  'customer-ambiguous': 'Choose among the Zendesk users with this e-mail in the error desk.',
  'ticket-deleted':
    'Retry in the error desk: it makes a new ticket, or goes on with this one where it was restored in Zendesk.',
  'rejected-by-zendesk':
    'Look at the last call in the timeline, mend what it complains about, then retry in the error desk; or skip it there with a note.',
};
