import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KafkaPartitionTransport, PositionStore } from '@parley/event-log';
import { HealthChecks, startService } from '@parley/platform';
import type { RunningService } from '@parley/platform';
import { addDocsRoutes } from './api-docs/docs-routes';
import { openApiDocument } from './api-docs/open-api';
import { AppModule } from './app.module';
import { AuthoriseOrganization } from './authorise-organization/authorise-organization';
import { addCallbackRoute } from './authorise-organization/callback-route';
import type { Settings } from './config';
import { ALL_ROUTES } from './controllers';
import { consumersHealth } from './gateway-lifecycle';
import type { GatewayParts } from './gateway-parts';
import { gatewayProviders } from './gateway-providers';
import { FASTIFY_OPTIONS, addSecurityHeaders } from './http-edge/prepare-http';
import { acceptYaml } from './configure-organization/yaml-body';
import { addEventsRoute } from './publish-events/events-route';
import { PublishEvents } from './publish-events/publish-events';
import { addConsoleRoutes } from './serve-console/console-routes';
import { CONSOLE_SETTINGS } from './serve-console/console-settings';
import { Cookies, loadCookies } from './sessions/cookies';
import { SESSION_SETTINGS } from './sessions/session-settings';
import type { SessionSettings } from './sessions/session-settings';
import { SignIn } from './sign-in/sign-in';
import { addSignInRoutes } from './sign-in/sign-in-routes';

/** Version in the API's document. */
const API_VERSION = '0.1.0';

/** Starts the gateway on parts that are open; it closes them when it stops. */
export function startGateway(
  settings: Settings,
  parts: GatewayParts,
  options: { readonly handleSignals?: boolean } = {},
): Promise<RunningService> {
  const positions = new PositionStore(parts.database, parts.outbox);
  const transport = new KafkaPartitionTransport({ log: parts.log, positions, prefix: parts.prefix });
  return startService({
    name: 'gateway',
    module: AppModule.of(gatewayProviders(parts)),
    config: settings,
    fastify: FASTIFY_OPTIONS,
    prepare: prepareHttp,
    transports: (app) => {
      const check = () => Promise.resolve(consumersHealth(transport.consumerStatus()));
      app.get(HealthChecks).register('kafka', check);
      return [transport];
    },
    ...options,
  });
}

/** Adds what stands beside Nest's own routes: security headers, the bare route for events, the pages for those who come back from Zendesk or sign in, the documentation, the console. */
export async function prepareHttp(app: NestFastifyApplication): Promise<void> {
  addSecurityHeaders(app);
  const server = app.getHttpAdapter().getInstance();
  acceptYaml(server);
  await addEventsRoute(server, app.get(PublishEvents));
  addCallbackRoute(server, app.get(AuthoriseOrganization));
  await loadCookies(server);
  const { publicUrl } = app.get<SessionSettings>(SESSION_SETTINGS);
  addSignInRoutes(server, { signIn: app.get(SignIn), cookies: app.get(Cookies), publicUrl });
  await addDocsRoutes(server, openApiDocument(ALL_ROUTES, API_VERSION));
  await addConsoleRoutes(server, app.get(CONSOLE_SETTINGS));
}
