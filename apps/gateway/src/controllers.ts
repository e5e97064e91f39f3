import type { Type } from '@nestjs/common';
import { AlertsController } from './alerts/alerts.controller';
import { CALLBACK_ROUTE } from './authorise-organization/callback-route';
import { OPERATIONS_ROUTES } from './api-docs/operations-routes';
import { AssociationsController } from './associate-contact/associations.controller';
import { ChooseCustomerController } from './choose-customer/choose-customer.controller';
import { ConfigurationController } from './configure-organization/configuration.controller';
import { ConfigurationYamlController } from './configure-organization/configuration-yaml.controller';
import { OrganizationsController } from './connect-organization/organizations.controller';
import { DirectoryController } from './directory/directory.controller';
import { ParkedController } from './error-desk/parked.controller';
import { ParkedOrdersController } from './error-desk/parked-orders.controller';
import { EventStatusController } from './event-status/event-status.controller';
import { ConversationsController } from './explain-conversation/conversations.controller';
import { routesOf } from './http-edge/api-route';
import type { ApiRouteDefinition } from './http-edge/api-route';
import { AccountsController } from './link-accounts/accounts.controller';
import { EVENTS_ROUTE } from './publish-events/events-route-definition';
import { BudgetController } from './show-budget/budget.controller';
import { OverviewController } from './show-overview/overview.controller';
import { StreamController } from './stream/stream.controller';
import { VerificationController } from './verify-setup/verification.controller';
import { ConnectionTestController } from './test-connection/connection-test.controller';
import { PublishersController } from './publishers/publishers.controller';
import { TicketOptionsController } from './ticket-options/ticket-options.controller';
import { CustomersController } from './serve-customers/customers.controller';
import { SessionController } from './sessions/session.controller';
import { SIGN_IN_ROUTES } from './sign-in/sign-in-routes';

/** Every controller that answers HTTP. */
export const HTTP_CONTROLLERS: readonly Type<object>[] = [
  EventStatusController,
  OrganizationsController,
  ConfigurationController,
  ConfigurationYamlController,
  AccountsController,
  BudgetController,
  TicketOptionsController,
  VerificationController,
  ConnectionTestController,
  CustomersController,
  AssociationsController,
  DirectoryController,
  ConversationsController,
  ParkedController,
  ParkedOrdersController,
  ChooseCustomerController,
  AlertsController,
  OverviewController,
  StreamController,
  PublishersController,
  SessionController,
];

/** Every route of the service, in the order in which the documentation shows them. */
export const ALL_ROUTES: readonly ApiRouteDefinition[] = [
  EVENTS_ROUTE,
  ...HTTP_CONTROLLERS.flatMap(routesOf),
  CALLBACK_ROUTE,
  ...SIGN_IN_ROUTES,
  ...OPERATIONS_ROUTES,
];
