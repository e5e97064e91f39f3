import type { ZendeskGateway } from '@parley/zendesk';

/** The part of Zendesk that finding a customer needs. */
export type ZendeskUsers = Pick<
  ZendeskGateway,
  'showUser' | 'searchUsersByEmail' | 'userByExternalId' | 'createUser'
>;
