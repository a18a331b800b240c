import * as answers from './answers';
import type { Weapp } from './weapp/runtime';
import { requestsOf, startWeapp } from './weapp/start';

// Goal: every page with a list asks again when it is pulled down, and lets go when the answer is there. Method: each page of
// the built output, opened in a small WeChat; whether an answer comes makes no difference to the gesture.

let app: Weapp;
afterEach(() => {
  app.close();
});

const LISTS: readonly (readonly [page: string, asks: string])[] = [
  ['pages/home/index', 'memberHome'],
  ['pages/points/index', 'pointsOverview'],
  ['pages/inbox/index', 'inbox'],
  ['pages/me/index', 'memberHome'],
  ['packages/orders/list/index', 'myOrders'],
  ['packages/gifts/shelf/index', 'gifts'],
  ['packages/gifts/orders/index', 'myGiftOrders'],
  ['packages/stores/list/index', 'findStores'],
  ['packages/transfer/list/index', 'myTransfers'],
  ['packages/points/lots/index', 'pointsLots'],
  ['packages/guide/today/index', 'guideHome'],
  ['packages/guide/customers/index', 'guideCustomers'],
  ['packages/guide/handed/index', 'guidePickups'],
  ['packages/wallet/statements/index', 'guideStatements'],
  ['packages/wallet/payouts/index', 'guidePayouts'],
];

it.each(LISTS)('%s asks again (%s)', async (page, asks) => {
  app = await startWeapp({ memberHome: () => answers.memberHome() }, page);
  const countOf = () => requestsOf(app).filter((name) => name === asks).length;
  const before = countOf();
  expect(before).toBeGreaterThan(0);
  await app.pull();
  expect(countOf()).toBeGreaterThan(before);
  expect(app.calls.map(({ name }) => name)).toContain('stopPullDownRefresh');
});
