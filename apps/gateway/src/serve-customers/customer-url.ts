/** The page of a user that an agent opens. */
export function customerUrl(organizationUrl: string, zendeskUserId: number): string {
  return `${organizationUrl}/agent/users/${zendeskUserId}`;
}
