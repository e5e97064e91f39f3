import { Module } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { KeyRing } from '@parley/platform';
import { AccessGuard } from './access/access.guard';
import { CallerIdentity } from './access/caller-identity';
import { TokenVerifier } from './access/token-verifier';
import { ALERT_STORE } from './alerts/alert-store';
import { AssociateContact } from './associate-contact/associate-contact';
import { ASSOCIATION_EFFECTS } from './associate-contact/association-effects';
import { CONTACT_NETWORKS } from './associate-contact/contact-networks';
import { NetworkPolicy } from './associate-contact/network-policy';
import { ATTEMPT_STORE } from './authorise-organization/attempt';
import { AuthoriseOrganization, OAUTH_SETTINGS } from './authorise-organization/authorise-organization';
import { ChangeConfiguration } from './configure-organization/change-configuration';
import { CONFIGURATION_STORE } from './configure-organization/configuration-store';
import { ModeBCheck } from './configure-organization/mode-b-check';
import { UserFieldsCheck } from './configure-organization/user-fields-check';
import {
  CONNECTION_STORE,
  ConnectOrganization,
  ZENDESK_GATEWAY,
  ZENDESK_HOSTS,
} from './connect-organization/connect-organization';
import { ORGANIZATION_STORE } from './connect-organization/organization';
import { OrganizationWarnings } from './connect-organization/organization-warnings';
import { HTTP_CONTROLLERS } from './controllers';
import { AMBIGUOUS_REQUESTERS } from './choose-customer/ambiguous-requesters';
import { ChooseCustomer } from './choose-customer/choose-customer';
import { DirectoryHandler } from './directory/directory.handler';
import { DIRECTORY_STORE } from './directory/directory-store';
import { OrderParked } from './error-desk/order-parked';
import { PARKED_STORE } from './error-desk/parked-store';
import { EVENT_TRACES } from './event-status/event-trace';
import { CONVERSATION_STORE } from './explain-conversation/conversation-store';
import { AuthorizationHandler } from './follow-authorization/authorization.handler';
import { ProblemFilter } from './http-edge/problem-filter';
import { RequestShapeInterceptor } from './http-edge/request-shape.interceptor';
import { InboundReader, KafkaDoor } from './kafka-door/kafka-door.handler';
import { ACCOUNT_STORE } from './link-accounts/account-store';
import { LinkAccounts } from './link-accounts/link-accounts';
import { LogAppender } from './log-of-record/log-appender';
import { CONFIGURATION_OUTBOX } from './publish-configuration/configuration-outbox';
import { PublishConfiguration } from './publish-configuration/publish-configuration';
import { BLOB_STORE, PublishEvents } from './publish-events/publish-events';
import { RecentlyAccepted } from './publish-events/recently-accepted';
import { PUBLISHER_STORE } from './publishers/publisher';
import { PublisherAllowance } from './publishers/publisher-allowance';
import { PublisherCredentials } from './publishers/publisher-credentials';
import { ReadModelHandlers } from './read-model/read-model.handlers';
import { CUSTOMER_SERVICE } from './serve-customers/customer-service';
import { BACKLOG_STORE, KEEP_BACKLOGS } from './show-budget/backlog-store';
import { OVERVIEW_STORE } from './show-overview/overview-store';
import { ShowOverview } from './show-overview/show-overview';
import { CHANGE_FEED } from './stream/change-feed';
import { ChangeHub } from './stream/change-hub';
import { TestConnection } from './test-connection/test-connection';
import { CompareHistory } from './verify-setup/compare-history';
import { VERIFICATION_STORE } from './verify-setup/verification-store';
import { VerifySetup } from './verify-setup/verify-setup';
import { TicketOptions } from './ticket-options/ticket-options';
import { ServeCustomers } from './serve-customers/serve-customers';
import { CONSOLE_SETTINGS } from './serve-console/console-settings';
import { Cookies } from './sessions/cookies';
import { SESSION_STORE } from './sessions/session';
import { SESSION_SETTINGS } from './sessions/session-settings';
import { Sessions } from './sessions/sessions';
import { SignInAttempts } from './sign-in/attempts';
import { IDENTITY_PROVIDER } from './sign-in/identity-provider';
import { SignIn } from './sign-in/sign-in';

/** What the module needs from outside: the parts that a process holds open, or their stand-ins in a test. */
export type OuterProviders = readonly Provider[];

/** What every provider of {@link OuterProviders} must bring. */
export const OUTER_TOKENS = [
  TokenVerifier,
  KeyRing,
  IDENTITY_PROVIDER,
  SESSION_SETTINGS,
  CONSOLE_SETTINGS,
  SESSION_STORE,
  PUBLISHER_STORE,
  ORGANIZATION_STORE,
  CONFIGURATION_STORE,
  CONFIGURATION_OUTBOX,
  ACCOUNT_STORE,
  DIRECTORY_STORE,
  ASSOCIATION_EFFECTS,
  CONTACT_NETWORKS,
  CONVERSATION_STORE,
  EVENT_TRACES,
  PARKED_STORE,
  AMBIGUOUS_REQUESTERS,
  ALERT_STORE,
  BACKLOG_STORE,
  KEEP_BACKLOGS,
  CUSTOMER_SERVICE,
  CONNECTION_STORE,
  ATTEMPT_STORE,
  OAUTH_SETTINGS,
  ZENDESK_GATEWAY,
  ZENDESK_HOSTS,
  BLOB_STORE,
  OVERVIEW_STORE,
  CHANGE_FEED,
  VERIFICATION_STORE,
] as const;

const OWN_PROVIDERS: Provider[] = [
  { provide: APP_FILTER, useClass: ProblemFilter },
  { provide: APP_GUARD, useClass: AccessGuard },
  { provide: APP_INTERCEPTOR, useClass: RequestShapeInterceptor },
  CallerIdentity,
  Cookies,
  Sessions,
  SignInAttempts,
  SignIn,
  PublisherCredentials,
  PublisherAllowance,
  LogAppender,
  RecentlyAccepted,
  PublishEvents,
  PublishConfiguration,
  ConnectOrganization,
  AuthoriseOrganization,
  OrganizationWarnings,
  ModeBCheck,
  UserFieldsCheck,
  ChangeConfiguration,
  LinkAccounts,
  NetworkPolicy,
  AssociateContact,
  OrderParked,
  ServeCustomers,
  ChooseCustomer,
  TicketOptions,
  ShowOverview,
  ChangeHub,
  CompareHistory,
  VerifySetup,
  TestConnection,
];

/** The gateway: HTTP for people and publishers, the Kafka door, the read model. */
@Module({})
export class AppModule {
  /** The whole gateway on top of these parts. */
  static of(outer: OuterProviders): DynamicModule {
    return {
      module: AppModule,
      controllers: [
        ...HTTP_CONTROLLERS,
        KafkaDoor,
        DirectoryHandler,
        ReadModelHandlers,
        AuthorizationHandler,
      ],
      providers: [...OWN_PROVIDERS, InboundReader, ...outer],
    };
  }

  /** HTTP alone, for tests that consume nothing. */
  static httpOnly(outer: OuterProviders): DynamicModule {
    return { module: AppModule, controllers: [...HTTP_CONTROLLERS], providers: [...OWN_PROVIDERS, ...outer] };
  }
}
