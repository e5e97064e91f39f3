import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `requester`: Parley's own memory of who is which Zendesk user (C6), and at the same time the list of those still to be found.
 * `organization`: this service's copy of what the gateway publishes about organizations.
 */
export class Requesters1700000000101 implements MigrationInterface {
  readonly name = 'Requesters1700000000101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organization (
        organization_id text PRIMARY KEY,
        version bigint NOT NULL,
        state text NOT NULL CHECK (state IN ('active', 'unauthorised', 'disconnected'))
      )`);
    await runner.query(`
      CREATE TABLE requester (
        organization_id text NOT NULL,
        requester_key text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('linked', 'email', 'nameless')),
        email text CHECK ((kind = 'email') = (email IS NOT NULL)),
        name text CHECK ((kind = 'linked') = (name IS NULL)),
        linked_user_id bigint CHECK ((kind = 'linked') = (linked_user_id IS NOT NULL)),
        state text NOT NULL DEFAULT 'unknown' CHECK (state IN ('unknown', 'resolved', 'blocked')),
        zendesk_user_id bigint CHECK (state <> 'resolved' OR zendesk_user_id IS NOT NULL),
        reason text CHECK ((state = 'blocked') = (reason IS NOT NULL)),
        version bigint NOT NULL DEFAULT 0,
        traceparent text,
        create_sent_at timestamptz,
        next_attempt_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        epoch bigint NOT NULL DEFAULT 0,
        lease_until timestamptz,
        checked_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (organization_id, requester_key)
      )`);
    await runner.query(`
      CREATE INDEX requester_due ON requester (next_attempt_at) WHERE next_attempt_at IS NOT NULL`);
    await runner.query(`
      CREATE INDEX requester_checked ON requester (checked_at) WHERE state = 'resolved'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE requester');
    await runner.query('DROP TABLE organization');
  }
}
