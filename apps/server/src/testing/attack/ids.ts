import { routes, type Route, type RouteName } from '@liuliang/contract';
import type { TestHttp } from '../test-http';
import { allows } from './access';
import { ask, type Caller } from './requests';

const PUBLIC_ID = /\b[a-z]{3}_[0-9A-Za-z]{8,24}\b/g;

export const allRoutes = Object.entries(routes) as [RouteName, Route][];

/** Every id that somebody reads on the lists that need none to be asked for. */
export async function idsOf(http: TestHttp, who: Caller): Promise<string[]> {
  const found = new Set<string>();
  for (const [, route] of allRoutes) {
    if (route.method !== 'GET' || route.path.includes(':') || !allows(route.access, who)) continue;
    const { status, text } = await ask(http, who, route, {});
    if (status === 200) for (const id of text.match(PUBLIC_ID) ?? []) found.add(id);
  }
  return [...found].sort();
}
