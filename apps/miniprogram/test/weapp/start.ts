import { join } from 'node:path';
import type { ReplyOf, RouteName } from '@liuliang/contract/client';
import { routeTable } from '../../../../libs/contract/src/generated/route-table';
import * as answers from '../answers';
import { createWeapp, type Weapp } from './runtime';
import type { AppRequest, Device } from './wx';

/** What the API answers in a test, route by route; a route without an answer has no network. */
export type Answers = { [N in RouteName]?: (request: AppRequest) => ReplyOf<N> | Refusal | Foreign };
interface Refusal {
  readonly refuse: number;
  readonly code: string;
}

/** What somebody on the way answers in the server's place. */
interface Foreign {
  readonly foreign: string;
}

export const foreign = (page: string): Foreign => ({ foreign: page });
/** Nothing comes back. */
export const lost = (): never => {
  throw new Error('no network');
};

export const refuse = (status: number, code: string): Refusal => ({ refuse: status, code });

const OPEN = {
  signInWithWechat: answers.tokens,
  myAvatar: () => ({ image: null }),
  guideCustomerAvatar: () => ({ image: null }),
  myReminders: () => ({ items: [], isSilent: false }),
  trackMyEvents: () => ({ accepted: 1, duplicate: 0, rejected: 0, faults: [] }),
} satisfies Answers;

interface StartOptions extends Device {
  readonly phone?: Weapp['phone'];
}

/** Launches the built app on a page, in front of these answers. */
export async function startWeapp(
  given: Answers,
  url?: string,
  { phone, ...device }: StartOptions = {},
): Promise<Weapp> {
  const all = { ...OPEN, ...given } as Record<string, (request: AppRequest) => object>;
  const app = createWeapp({
    folder: join(__dirname, '../../dist/weapp'),
    respond: async (request) => {
      const answer = all[routeOf(request)]?.(request);
      if (answer === undefined) throw new Error('no network');
      if ('foreign' in answer) return { status: 200, body: (answer as Foreign).foreign };
      if (!('refuse' in answer)) return { status: 200, body: answer };
      const { refuse: status, code } = answer as Refusal;
      return { status, body: { code, requestId: 'req_77' } };
    },
    device: { scanned: () => '48291307', ...device },
    ...(phone ? { phone } : {}),
  });
  await app.launch(url);
  await app.settle();
  return app;
}

/** The names of the routes that were asked, in order. */
export const requestsOf = (app: Weapp): string[] =>
  app.calls
    .filter(({ name }) => name === 'request')
    .map(({ options }) =>
      routeOf({ method: options.method ?? 'GET', url: options.url ?? '', headers: {}, body: null }),
    );

/** Of several that fit, the one with the fewest parameters: `/lots` is not a lot. */
function routeOf({ method, url }: AppRequest): string {
  const path = new URL(url).pathname.replace('/api/v1', '');
  const hits = Object.entries(routeTable).filter(
    ([, [verb, template]]) =>
      verb === method && new RegExp(`^${template.replace(/:\w+/g, '[^/]+')}$`).test(path),
  );
  const parameters = ([, [, template]]: (typeof hits)[number]): number => template.split(':').length;
  return hits.sort((a, b) => parameters(a) - parameters(b))[0]?.[0] ?? 'unknown';
}
