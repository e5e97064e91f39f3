import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Organizations, their accounts and configuration. `organization.version` counts every change of what is published about it,
 * `configuration_version` the changes of its configuration alone; both histories are kept for ever (A6).
 */
export class Organizations1763800000002 implements MigrationInterface {
  readonly name = 'Organizations1763800000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table organization (
        id uuid primary key,
        name text not null,
        url text not null unique,
        state text not null check (state in ('active', 'unauthorised', 'disconnected')),
        connected_user_id bigint not null,
        version bigint not null,
        published_version bigint not null default 0,
        configuration_version integer not null,
        configuration text not null,
        created_at timestamptz not null default now(),
        changed_at timestamptz not null default now()
      );
      create index organization_by_age on organization (created_at, id);
      create index organization_unpublished on organization (id) where published_version < version;
      create table linked_account (
        account_id text primary key,
        organization_id uuid not null references organization,
        enabled boolean not null default false,
        direct_api_contract boolean not null default false,
        include_closed_since timestamptz,
        linked_at timestamptz not null default now()
      );
      create index linked_account_by_organization on linked_account (organization_id, account_id);
      create table configuration_version (
        organization_id uuid not null references organization,
        version integer not null,
        changed_at timestamptz not null default now(),
        changed_by text not null,
        restored_from integer,
        configuration text not null,
        primary key (organization_id, version)
      );
      create table organization_change (
        organization_id uuid not null references organization,
        version bigint not null,
        changed_at timestamptz not null default now(),
        changed_by text not null,
        action text not null,
        before text,
        after text not null,
        primary key (organization_id, version)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table organization_change, configuration_version, linked_account, organization');
  }
}
