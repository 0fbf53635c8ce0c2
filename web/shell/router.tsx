// The addresses. Every room's pages stand below the frame, which only those who are signed in
// reach; whoever is not is led to the sign-in and back to where he wanted to go.

import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  Outlet,
  redirect,
  useRouter,
} from '@tanstack/react-router';
import { PageFailure } from '@web/components/failure.tsx';
import { PageShape } from '@web/components/shapes.tsx';
import type { Page } from '@web/page.ts';
import { pages } from '@web/pages.ts';
import { useText } from '@web/text/texts.tsx';
import { useEffect } from 'react';

import { Frame } from './frame.tsx';
import { NotAllowed, NotFound } from './nowhere.tsx';
import { may, sessionQuery, useSession } from './session.tsx';

interface Context {
  client: QueryClient;
}

/// Names the page in the window's title, for the history and for screen readers.
function Titled({ page, children }: { page: Page; children: React.ReactNode }) {
  const { t } = useText();
  const title = t(page.title);
  useEffect(() => {
    document.title = `${title} · Ombud`;
  }, [title]);
  return children;
}

type Body = () => React.ReactNode;

/// What he may not open says so in its place.
function Guarded({ page, body: Shown }: { page: Page; body: Body }) {
  const session = useSession();
  return may(session, page.permission) ? <Shown /> : <NotAllowed title={page.title} />;
}

function component(page: Page): Body {
  const Shown = lazyRouteComponent(page.load) as Body;
  return () => (
    <Titled page={page}>{page.open ? <Shown /> : <Guarded page={page} body={Shown} />}</Titled>
  );
}

function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <PageFailure
      error={error}
      again={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

const root = createRootRouteWithContext<Context>()({ component: Outlet });

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery);
    if (session) return;
    const back = location.href === '/' ? '' : `?${new URLSearchParams({ to: location.href })}`;
    throw redirect({ href: `/sign-in${back}`, replace: true });
  },
});

function routeOf(page: Page) {
  const below = page.open ? root : inside;
  return createRoute({
    getParentRoute: () => below as typeof root,
    path: page.path,
    component: component(page),
  });
}

/// An address that is none is said so inside the frame, where the way on is.
const nowhere = createRoute({ getParentRoute: () => inside, path: '$', component: NotFound });

export function makeRouter(client: QueryClient) {
  const open = pages.filter((page) => page.open).map(routeOf);
  const closed = pages.filter((page) => !page.open).map(routeOf);
  return createRouter({
    routeTree: root.addChildren([inside.addChildren([...closed, nowhere]), ...open]),
    context: { client },
    defaultErrorComponent: RouteFailure,
    defaultPendingComponent: PageShape,
    defaultPendingMs: 300,
    defaultNotFoundComponent: NotFound,
    defaultPreload: 'intent',
    scrollRestoration: true,
    // Filters stand in the address as people write them: ?use=view, no quotes.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const words = Object.entries(search).filter(
        ([, value]) => value !== undefined && value !== '',
      );
      const text = new URLSearchParams(
        words.map(([name, value]) => [name, String(value)]),
      ).toString();
      return text && `?${text}`;
    },
  });
}
