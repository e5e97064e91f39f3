import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { queryClient } from '../api/query-client';
import { type Role, sessionQuery } from '../api/session';
import { conversationFilters } from '../conversations/filters';
import { customerSearch } from '../customer-panel/search';
import { parkedFilters } from '../error-desk/filters';
import { verificationSearch } from '../verification/search';
import { NotFound } from '../ui/not-found';
import { ProblemPage } from '../ui/problem-page';
import { NotAllowed } from './not-allowed';
import { startPage } from './pages';
import { Shell } from './shell';
import { SignIn } from './sign-in';

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: ProblemPage });

/** Everything that is shown only to people who are signed in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    const session = await queryClient.query({ ...sessionQuery, staleTime: 'static' });
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- how this router is told to go elsewhere
    if (session === null) throw redirect({ to: '/sign-in', search: { returnTo: location.href } });
    return { role: session.role };
  },
  component: Shell,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ returnTo }): { returnTo?: string } => (typeof returnTo === 'string' ? { returnTo } : {}),
  component: SignIn,
});

const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: ({ context }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- how this router is told to go elsewhere
    throw redirect({ to: startPage(context.role), replace: true });
  },
});

/** Shows a page to these roles, and to others that it is not theirs. */
function only(roles: readonly Role[], page: ReturnType<typeof lazyRouteComponent>) {
  return function Guarded() {
    const { role } = signedIn.useRouteContext();
    const Page = page;
    return roles.includes(role) ? <Page /> : <NotAllowed role={role} />;
  };
}

const KEEPERS = ['administrator', 'operator'] as const;
const EVERYBODY = ['administrator', 'advisor', 'operator'] as const;

const routes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/overview',
    component: only(
      KEEPERS,
      lazyRouteComponent(() => import('../overview/overview-page'), 'OverviewPage'),
    ),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/organizations',
    component: only(
      KEEPERS,
      lazyRouteComponent(() => import('../organizations/organizations-page'), 'OrganizationsPage'),
    ),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/organizations/$organizationId',
    component: only(
      KEEPERS,
      lazyRouteComponent(() => import('../organizations/organization-page'), 'OrganizationPage'),
    ),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/organizations/$organizationId/configuration',
    component: only(
      ['administrator'],
      lazyRouteComponent(() => import('../configuration/configuration-page'), 'ConfigurationPage'),
    ),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/organizations/$organizationId/accounts',
    component: only(
      KEEPERS,
      lazyRouteComponent(() => import('../accounts/accounts-page'), 'AccountsPage'),
    ),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/organizations/$organizationId/verification',
    validateSearch: verificationSearch,
    component: only(
      KEEPERS,
      lazyRouteComponent(() => import('../verification/verification-page'), 'VerificationPage'),
    ),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/conversations',
    validateSearch: conversationFilters,
    component: only(
      EVERYBODY,
      lazyRouteComponent(() => import('../conversations/conversations-page'), 'ConversationsPage'),
    ),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/conversations/$conversationId',
    component: only(
      EVERYBODY,
      lazyRouteComponent(() => import('../conversations/conversation-page'), 'ConversationPage'),
    ),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/errors',
    validateSearch: parkedFilters,
    component: only(
      KEEPERS,
      lazyRouteComponent(() => import('../error-desk/error-desk-page'), 'ErrorDeskPage'),
    ),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/customers',
    validateSearch: customerSearch,
    component: only(
      ['administrator', 'advisor'],
      lazyRouteComponent(() => import('../customer-panel/customers-page'), 'CustomersPage'),
    ),
  }),
  start,
];

const embedded = createRoute({
  getParentRoute: () => root,
  path: '/embed/customer',
  validateSearch: customerSearch,
  component: lazyRouteComponent(() => import('../customer-panel/embedded-page'), 'EmbeddedPage'),
});

const embeddedSignedIn = createRoute({
  getParentRoute: () => root,
  path: '/embed/signed-in',
  component: lazyRouteComponent(() => import('../customer-panel/signed-in-page'), 'SignedInPage'),
});

/** Which address shows which page; pages are loaded when they are first gone to. */
export const router = createRouter({
  routeTree: root.addChildren([signIn, embedded, embeddedSignedIn, signedIn.addChildren(routes)]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
