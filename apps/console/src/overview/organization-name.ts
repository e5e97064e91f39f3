import type { OrganizationOverview } from '@parley/contracts';

/** What people call an organization; its id where it is connected no more. */
export function nameOf(organizations: readonly OrganizationOverview[], organizationId: string): string {
  return organizations.find((one) => one.organizationId === organizationId)?.name ?? organizationId;
}
