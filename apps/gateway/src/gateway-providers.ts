import type { InjectionToken, Provider } from '@nestjs/common';
import { KeyRing } from '@parley/platform';
import { TokenVerifier } from './access/token-verifier';
import { ALERT_STORE } from './alerts/alert-store';
import { ATTEMPT_STORE } from './authorise-organization/attempt';
import { OAUTH_SETTINGS } from './authorise-organization/authorise-organization';
import type { OuterProviders } from './app.module';
import { ASSOCIATION_EFFECTS } from './associate-contact/association-effects';
import { CONTACT_NETWORKS } from './associate-contact/contact-networks';
import { AMBIGUOUS_REQUESTERS } from './choose-customer/ambiguous-requesters';
import { CONFIGURATION_STORE } from './configure-organization/configuration-store';
import {
  CONNECTION_STORE,
  ZENDESK_GATEWAY,
  ZENDESK_HOSTS,
} from './connect-organization/connect-organization';
import { ORGANIZATION_STORE } from './connect-organization/organization';
import { DIRECTORY_PROJECTION } from './directory/directory.handler';
import { DIRECTORY_STORE } from './directory/directory-store';
import { PARKED_STORE } from './error-desk/parked-store';
import { EVENT_TRACES } from './event-status/event-trace';
import { CONVERSATION_STORE } from './explain-conversation/conversation-store';
import {
  CHANGE_STATE,
  CONNECTION_PROCESSOR,
  STORE_BREAKERS,
} from './follow-authorization/authorization.handler';
import { GatewayLifecycle } from './gateway-lifecycle';
import { GATEWAY_PARTS } from './gateway-lifecycle';
import type { GatewayParts } from './gateway-parts';
import { DOOR_PROCESSOR, InboundReader } from './kafka-door/kafka-door.handler';
import { ACCOUNT_STORE } from './link-accounts/account-store';
import { LOG_PRODUCER } from './log-of-record/log-appender';
import { PostgresAccounts } from './persistence/account-store';
import { PostgresAmbiguousRequesters } from './persistence/ambiguous-requesters';
import { PostgresAttempts } from './persistence/attempt-store';
import { PostgresBacklogs, keepBacklogs } from './persistence/backlog-store';
import { PostgresChangeFeed } from './persistence/change-feed';
import { PostgresConfigurationOutbox } from './persistence/configuration-outbox';
import { PostgresConfigurations } from './persistence/configuration-store';
import { PostgresAssociationEffects } from './persistence/association-effects';
import { PostgresContactNetworks } from './persistence/contact-networks';
import { PostgresConversations } from './persistence/conversation-store';
import { PostgresDirectory } from './persistence/directory-store';
import { PostgresEventTraces } from './persistence/event-traces';
import { PostgresOrganizations, changeState } from './persistence/organization-store';
import { PostgresOverview } from './persistence/overview-store';
import { PostgresParked } from './persistence/parked-store';
import { PROJECTION_STORES } from './persistence/projection-stores';
import { PostgresPublishers } from './persistence/publisher-store';
import { PostgresSessions } from './persistence/session-store';
import { PostgresVerification } from './persistence/verification-store';
import { storeBreakers } from './persistence/store-breakers';
import { CONFIGURATION_OUTBOX } from './publish-configuration/configuration-outbox';
import { BLOB_STORE } from './publish-events/publish-events';
import { PUBLISHER_STORE } from './publishers/publisher';
import { gatewayProjections } from './read-model/gateway-projections';
import { PROJECTIONS } from './read-model/read-model.handlers';
import { CUSTOMER_SERVICE } from './serve-customers/customer-service';
import { CONSOLE_SETTINGS } from './serve-console/console-settings';
import { SESSION_STORE } from './sessions/session';
import { SESSION_SETTINGS } from './sessions/session-settings';
import { BACKLOG_STORE, KEEP_BACKLOGS } from './show-budget/backlog-store';
import { IDENTITY_PROVIDER } from './sign-in/identity-provider';
import { OVERVIEW_STORE } from './show-overview/overview-store';
import { CHANGE_FEED } from './stream/change-feed';
import { VERIFICATION_STORE } from './verify-setup/verification-store';
import { TOPIC_PREFIX } from './tokens';

/** Joins the module's ports with the parts of the process: the one place that sees both. */
export function gatewayProviders(parts: GatewayParts): OuterProviders {
  const { database } = parts;
  const reader = new InboundReader();
  const projections = gatewayProjections(parts, PROJECTION_STORES, reader.decode);
  const value = (provide: InjectionToken, useValue: unknown): Provider => ({
    provide,
    useValue,
  });
  return [
    GatewayLifecycle,
    value(GATEWAY_PARTS, parts),
    value(TOPIC_PREFIX, parts.prefix),
    value(LOG_PRODUCER, parts.producer),
    value(BLOB_STORE, parts.blobs),
    value(TokenVerifier, parts.tokens),
    value(KeyRing, parts.keyRing),
    value(IDENTITY_PROVIDER, { issuer: parts.issuer }),
    value(SESSION_SETTINGS, parts.sessions),
    value(CONSOLE_SETTINGS, parts.console),
    value(SESSION_STORE, new PostgresSessions(database)),
    value(ZENDESK_HOSTS, parts.hosts),
    value(ZENDESK_GATEWAY, parts.zendesk),
    value(CONNECTION_STORE, parts.connections),
    value(ATTEMPT_STORE, new PostgresAttempts(database, parts.keyRing)),
    value(OAUTH_SETTINGS, parts.oauth),
    value(PUBLISHER_STORE, new PostgresPublishers(database)),
    value(ORGANIZATION_STORE, new PostgresOrganizations(database)),
    value(CONFIGURATION_STORE, new PostgresConfigurations(database)),
    value(CONFIGURATION_OUTBOX, new PostgresConfigurationOutbox(database)),
    value(ACCOUNT_STORE, new PostgresAccounts(database)),
    value(DIRECTORY_STORE, new PostgresDirectory(database)),
    value(ASSOCIATION_EFFECTS, new PostgresAssociationEffects(database)),
    value(CONTACT_NETWORKS, new PostgresContactNetworks(database)),
    value(CONVERSATION_STORE, new PostgresConversations(database)),
    value(EVENT_TRACES, new PostgresEventTraces(database)),
    value(PARKED_STORE, new PostgresParked(database)),
    value(AMBIGUOUS_REQUESTERS, new PostgresAmbiguousRequesters(database)),
    value(ALERT_STORE, parts.alerts),
    value(CUSTOMER_SERVICE, parts.customers),
    value(CHANGE_STATE, changeState),
    value(STORE_BREAKERS, storeBreakers),
    value(BACKLOG_STORE, new PostgresBacklogs(database)),
    value(KEEP_BACKLOGS, keepBacklogs),
    value(OVERVIEW_STORE, new PostgresOverview(database)),
    value(VERIFICATION_STORE, new PostgresVerification(database)),
    value(CHANGE_FEED, new PostgresChangeFeed(database)),
    value(InboundReader, reader),
    value(DOOR_PROCESSOR, projections.door),
    value(DIRECTORY_PROJECTION, projections.directory),
    value(PROJECTIONS, projections.readModel),
    value(CONNECTION_PROCESSOR, projections.connections),
  ];
}
