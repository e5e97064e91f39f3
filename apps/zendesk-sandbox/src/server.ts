import Fastify, { type FastifyInstance } from 'fastify';
import { registerAgentPages } from './agent-page/agent-routes';
import { registerAuditRoutes } from './audits/audit-routes';
import { registerTokenRoutes } from './authentication/token-routes';
import { registerCatalogRoutes } from './catalog/catalog-routes';
import { registerCommentRoutes } from './comments/comment-routes';
import { registerTouchCommentRoutes } from './comments/touch-comment-routes';
import { registerClockRoutes } from './control/clock-routes';
import { registerControlRoutes } from './control/control-routes';
import { registerOrderValidation } from './control/order-validation';
import { registerTruthRoutes } from './control/truth-routes';
import { rewriteUrl } from './http/account-address';
import { registerApiPipeline } from './http/api-pipeline';
import { registerUnknownEndpoints } from './http/unknown-endpoints';
import { registerErrorReplies } from './http/error-replies';
import { MAX_BODY_BYTES, registerLenientJson, registerRawBodies } from './http/request-body';
import { registerRequestContext } from './http/request-context';
import { registerJobRoutes } from './jobs/jobs';
import { registerAuthorizationRoutes } from './oauth/authorization-routes';
import { registerOAuthClientRoutes } from './oauth/client-routes';
import { registerTokenEndpoint } from './oauth/token-endpoint';
import { registerSearchRoutes } from './search/search-routes';
import { registerTagRoutes } from './tags/tag-routes';
import { registerDeletedTicketRoutes } from './tickets/deleted-tickets';
import { registerTicketMergeRoutes } from './tickets/merge-tickets';
import { registerTicketRoutes } from './tickets/ticket-routes';
import { registerAttachmentContentRoutes, registerUploadRoutes } from './uploads/upload-routes';
import { registerUserListRoutes } from './users/find-users';
import { registerIdentityRoutes } from './users/identity-routes';
import { registerUserRoutes } from './users/user-routes';
import type { World } from './world/world';

/** Everything that clients of Zendesk call; the pipeline in front of it is the same for all. */
const API = [
  registerTokenEndpoint,
  registerOAuthClientRoutes,
  registerTokenRoutes,
  registerUserRoutes,
  registerUserListRoutes,
  registerIdentityRoutes,
  registerTicketRoutes,
  registerTicketMergeRoutes,
  registerDeletedTicketRoutes,
  registerCommentRoutes,
  registerTouchCommentRoutes,
  registerAuditRoutes,
  registerTagRoutes,
  registerUploadRoutes,
  registerSearchRoutes,
  registerCatalogRoutes,
  registerJobRoutes,
];

/** A sandbox that is ready to listen. */
export function buildServer(world: World): FastifyInstance {
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 500 },
    rewriteUrl: (request) => rewriteUrl(request),
  });
  registerRequestContext(app, world);
  registerErrorReplies(app);
  app.get('/health/live', () => ({ status: 'ok' }));
  app.register((api, _options, done) => {
    registerRawBodies(api);
    registerApiPipeline(api, world);
    for (const register of API) register(api);
    registerUnknownEndpoints(api);
    done();
  });
  app.register((control, _options, done) => {
    registerLenientJson(control);
    registerOrderValidation(control);
    control.addHook('onResponse', (_request, _reply, next) => {
      world.noteChange();
      next();
    });
    registerControlRoutes(control, world);
    registerClockRoutes(control);
    registerTruthRoutes(control);
    done();
  });
  app.register((pages, _options, done) => {
    registerAgentPages(pages);
    registerAuthorizationRoutes(pages);
    registerAttachmentContentRoutes(pages);
    done();
  });
  return app;
}
