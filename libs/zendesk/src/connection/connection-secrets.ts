import type { KeyRing } from '@parley/platform';
import type { OAuthClient } from '../oauth/oauth-client';

type Secret = 'access-token' | 'refresh-token' | 'client-secret';

/** An OAuth client as its columns hold it. */
export interface SealedClient {
  readonly client_id: string;
  readonly sealed_client_secret: string | null;
}

/** Every sealed column of a connection. */
export interface SealedRow {
  readonly sealed_access_token: string;
  readonly sealed_client_secret: string | null;
  readonly sealed_refresh_token: string | null;
}

/** The sealed columns in the order of the table. */
export function columnsOf(row: SealedRow): readonly (string | null)[] {
  return [row.sealed_access_token, row.sealed_client_secret, row.sealed_refresh_token];
}

/** Seals and opens what is secret about a connection. A seal is bound to its organization and kind, so it cannot be moved. */
export class ConnectionSecrets {
  constructor(private readonly keyRing: KeyRing) {}

  seal(organizationId: string, secret: Secret, plain: string): string;
  seal(organizationId: string, secret: Secret, plain: string | null): string | null;
  seal(organizationId: string, secret: Secret, plain: string | null): string | null {
    return plain === null ? null : this.keyRing.seal(plain, contextOf(organizationId, secret));
  }

  /** @throws SealBrokenError when it was sealed with a key that is not in the ring, or for something else */
  open(organizationId: string, secret: Secret, sealed: string): string {
    return this.keyRing.open(sealed, contextOf(organizationId, secret));
  }

  client(organizationId: string, row: SealedClient): OAuthClient {
    const { client_id: id, sealed_client_secret: sealed } = row;
    return { id, secret: sealed === null ? null : this.open(organizationId, 'client-secret', sealed) };
  }

  /** Whether the newest key has sealed all of it. */
  areCurrent(row: SealedRow): boolean {
    return columnsOf(row).every((sealed) => sealed === null || this.keyRing.isCurrent(sealed));
  }

  /** The same secrets, sealed with the newest key. */
  sealedAgain(organizationId: string, row: SealedRow): SealedRow {
    const again = (secret: Secret, sealed: string): string =>
      this.seal(organizationId, secret, this.open(organizationId, secret, sealed));
    const { sealed_client_secret: client, sealed_refresh_token: refresh } = row;
    return {
      sealed_access_token: again('access-token', row.sealed_access_token),
      sealed_client_secret: client === null ? null : again('client-secret', client),
      sealed_refresh_token: refresh === null ? null : again('refresh-token', refresh),
    };
  }
}

function contextOf(organizationId: string, secret: Secret): string {
  return `zendesk-${secret}:${organizationId}`;
}
