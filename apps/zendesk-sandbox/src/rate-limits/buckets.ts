import type { FastifyRequest } from 'fastify';
import type { Account } from '../world/account';
import type { Bucket } from './limiter';
import type { SandboxLimits } from './presets';

/** The limit that every call of an account counts against. */
export const ACCOUNT_BUCKET = 'account';

/** Bucket of all calls. */
export function accountBucket(account: Account): Bucket[] {
  return bucket(account, 'requestsPerMinute', { key: ACCOUNT_BUCKET, periodSeconds: 60 });
}

/** "Update ticket (any `PUT` on one ticket)": per user and ticket in 10 minutes, and per account. */
export function ticketUpdateBuckets(request: FastifyRequest): Bucket[] {
  const { account } = request;
  const ticketId = /\/tickets\/(\d+)/.exec(request.url)?.[1] ?? '';
  return [
    ...bucket(account, 'ticketUpdatesPerMinute', {
      key: 'ticket-updates',
      periodSeconds: 60,
      header: 'zendesk-ratelimit-tickets-update',
    }),
    ...bucket(account, 'updatesPerTicketPerTenMinutes', {
      key: `ticket ${request.caller?.user.id} ${ticketId}`,
      periodSeconds: 600,
      header: 'zendesk-ratelimit-per-ticket-updates',
      tellsRetryAfter: account.state.settings.retryAfterOnTicketLimit,
    }),
  ];
}

/** Creations by user and address, of which only the header is known. */
export function ticketCreateBuckets(request: FastifyRequest): Bucket[] {
  return bucket(request.account, 'ticketCreatesPerMinute', {
    key: `creates ${request.caller?.user.id} ${request.ip}`,
    periodSeconds: 60,
    header: 'zendesk-ratelimit-ticket-request-create-by-user-and-ip',
  });
}

/** Lists of tickets; far pages have a limit of their own. */
export function ticketListBuckets(request: FastifyRequest): Bucket[] {
  const page = Number(new URLSearchParams(request.url.split('?')[1] ?? '').get('page') ?? 1);
  return [
    ...bucket(request.account, 'ticketListsPerMinute', {
      key: 'ticket-lists',
      periodSeconds: 60,
      header: 'zendesk-ratelimit-tickets-index',
    }),
    ...(page > 500
      ? bucket(request.account, 'deepTicketListsPerMinute', {
          key: 'deep-ticket-lists',
          periodSeconds: 60,
          header: 'zendesk-ratelimit-tickets-index-deep',
        })
      : []),
  ];
}

/** Deletions of tickets. */
export function ticketDeletionBuckets(request: FastifyRequest): Bucket[] {
  return bucket(request.account, 'ticketDeletionsPerMinute', {
    key: 'ticket-deletions',
    periodSeconds: 60,
    header: 'zendesk-ratelimit-tickets-delete',
  });
}

/** "Create-or-update user, update user": one a second per account, and 5 a minute per user record where it is known. */
export function userUpsertBuckets(request: FastifyRequest, userId: number | undefined): Bucket[] {
  const { account } = request;
  return [
    ...bucket(account, 'userUpsertsPerSecond', {
      key: 'user-upserts',
      periodSeconds: 1,
      header: 'zendesk-ratelimit-users-create-or-update',
    }),
    ...(userId === undefined
      ? []
      : bucket(account, 'updatesPerUserPerMinute', {
          key: `user ${userId}`,
          periodSeconds: 60,
          header: 'zendesk-ratelimit-per-user-updates',
        })),
  ];
}

/** Downloads of files that hang on no comment yet. */
export function unattachedDownloadBuckets(account: Account): Bucket[] {
  return bucket(account, 'unattachedDownloadsPerMinute', { key: 'unattached-downloads', periodSeconds: 60 });
}

function bucket(
  account: Account,
  limit: keyof SandboxLimits,
  of: Omit<Bucket, 'limit' | 'tellsRetryAfter'> & Partial<Pick<Bucket, 'tellsRetryAfter'>>,
): Bucket[] {
  const value = account.state.limits[limit];
  return value === null ? [] : [{ tellsRetryAfter: true, ...of, limit: value }];
}
