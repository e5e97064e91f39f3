import { createHash } from 'node:crypto';
import type { Database, KeyRing } from '@parley/platform';
import type { Attempt, AttemptStore } from '../authorise-organization/attempt';

interface AttemptRow {
  readonly sealed_attempt: string;
}

/** Attempts in Postgres: found by the hash of their state, everything else sealed, since a client's secret is in it. */
export class PostgresAttempts implements AttemptStore {
  constructor(
    private readonly database: Database,
    private readonly keyRing: KeyRing,
  ) {}

  async begin(attempt: Attempt, lifeMs: number): Promise<Date> {
    const hash = hashOf(attempt.state);
    const [row] = await this.database.query<{ readonly expires_at: Date }>(
      `with old as (delete from authorization_attempt where expires_at < now())
       insert into authorization_attempt (state_hash, sealed_attempt, expires_at)
       values ($1, $2, now() + $3 * interval '1 ms') returning expires_at`,
      [hash, this.keyRing.seal(JSON.stringify(attempt), contextOf(hash)), lifeMs],
    );
    if (row === undefined) throw new TypeError('an insert returns its row');
    return row.expires_at;
  }

  async take(state: string): Promise<Attempt | undefined> {
    const hash = hashOf(state);
    const [row] = await this.database.query<AttemptRow & { readonly is_good: boolean }>(
      `with taken as (
         delete from authorization_attempt where state_hash = $1 returning sealed_attempt, expires_at > now() as is_good)
       select * from taken`,
      [hash],
    );
    if (row?.is_good !== true) return undefined;
    return JSON.parse(this.keyRing.open(row.sealed_attempt, contextOf(hash))) as Attempt;
  }
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url');
}

function contextOf(hash: string): string {
  return `authorization-attempt:${hash}`;
}
