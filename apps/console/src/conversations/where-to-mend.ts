import type { GateReason } from '@parley/contracts';
import type { LinkProps } from '@tanstack/react-router';
import type { Role } from '../api/session';

/** A page where what shuts a gate can be mended, with the word that leads there. */
export interface Mending {
  readonly where: 'accounts' | 'organization' | 'configuration' | 'customer' | 'desk';
  readonly link: LinkProps;
}

/** What is known about the conversation that waits. */
export interface Waiting {
  readonly organizationId: string | null;
  readonly contactId: string;
}

const ADMINISTRATOR: readonly Role[] = ['administrator'];
const CUSTOMER_KEEPERS: readonly Role[] = ['administrator', 'advisor'];
const DESK_KEEPERS: readonly Role[] = ['administrator', 'operator'];

/** Who can mend what, and where; the rest is mended on the platform or in Zendesk, or by choosing on the conversation's own page. */
const PLACES: Partial<Readonly<Record<GateReason, { roles: readonly Role[]; where: Mending['where'] }>>> = {
  'account-not-linked': { roles: ADMINISTRATOR, where: 'accounts' },
  'account-disabled': { roles: ADMINISTRATOR, where: 'accounts' },
  'x-contract-missing': { roles: ADMINISTRATOR, where: 'accounts' },
  'closed-before-opening': { roles: ADMINISTRATOR, where: 'accounts' },
  'organization-not-authorised': { roles: ADMINISTRATOR, where: 'organization' },
  'no-mode-enabled': { roles: ADMINISTRATOR, where: 'configuration' },
  'not-associated': { roles: CUSTOMER_KEEPERS, where: 'customer' },
  'customer-not-found': { roles: CUSTOMER_KEEPERS, where: 'customer' },
  'ticket-deleted': { roles: DESK_KEEPERS, where: 'desk' },
  'rejected-by-zendesk': { roles: DESK_KEEPERS, where: 'desk' },
};

/** Where this role can mend it; undefined where it cannot. */
export function whereToMend(reason: string, role: Role, waiting: Waiting): Mending | undefined {
  const place = PLACES[reason as GateReason];
  if (place === undefined || !place.roles.includes(role)) return undefined;
  return { where: place.where, link: linkTo(place.where, reason, waiting) };
}

function linkTo(where: Mending['where'], reason: string, { organizationId, contactId }: Waiting): LinkProps {
  const known = organizationId === null ? {} : { organizationId };
  if (where === 'customer') return { to: '/customers', search: { ...known, contactId } };
  if (where === 'desk') return { to: '/errors', search: { ...known, reason } };
  // An account that is linked nowhere yet is linked from the organization that it shall belong to.
  if (organizationId === null) return { to: '/organizations' };
  const params = { organizationId };
  if (where === 'accounts') return { to: '/organizations/$organizationId/accounts', params };
  if (where === 'configuration') return { to: '/organizations/$organizationId/configuration', params };
  return { to: '/organizations/$organizationId', params };
}
