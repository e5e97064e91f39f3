import type { MigrationInterface, QueryRunner } from 'typeorm';

/** This service's own copies of configuration and directory, and what it remembers of Zendesk's agents. */
export class Copies1763800100003 implements MigrationInterface {
  readonly name = 'Copies1763800100003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table organization (
        organization_id text primary key,
        version bigint not null,
        document text not null
      )`);
    await runner.query(`
      create table account (
        account_id text primary key,
        name text not null,
        network text not null
      )`);
    // G2 to G5 of each linked account, written by whoever changes an organization or an account.
    await runner.query(`
      create table account_gate (
        organization_id text not null,
        account_id text not null,
        open boolean not null,
        primary key (organization_id, account_id)
      )`);
    await runner.query(`
      create table agent (
        organization_id text not null,
        address text not null,
        zendesk_user_id bigint,
        looked_up_at timestamptz not null default clock_timestamp(),
        primary key (organization_id, address)
      )`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
