import type { MigrationInterface } from 'typeorm';
import { ZendeskConnection1700000000001 } from './migrations/1700000000001-connection';
import { ZendeskBudget1700000000002 } from './migrations/1700000000002-budget';
import { ZendeskOAuth1700000000003 } from './migrations/1700000000003-oauth';

/** Schema that holds what this library shares between services; only this library reads or writes it. */
export const ZENDESK_SCHEMA = 'zendesk';

/** Migrations of {@link ZENDESK_SCHEMA}, in order; forward only. */
export const zendeskMigrations: readonly (new () => MigrationInterface)[] = [
  ZendeskConnection1700000000001,
  ZendeskBudget1700000000002,
  ZendeskOAuth1700000000003,
];
