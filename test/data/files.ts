import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lines of one file in the shapes of DESIGN 8, without their headers. */
export interface Lines {
  readonly orders: readonly string[];
  readonly events: readonly string[];
}

export const HEADERS = {
  orders: 'order_id,identity_kind,identity,paid_at,amount_fen,channel,store,guide',
  events: 'event_id,identity_kind,identity,type,occurred_at,channel,store,item',
  items: 'item,name,category,item_brand,season,price_fen,cost_fen,launched_on',
  'order-lines': 'order_id,line,item,quantity,amount_fen',
} as const;

export type FileKind = keyof typeof HEADERS;

/** What a shop sold, in the shapes of HANDBOOK 17. */
export type Goods = Readonly<Record<'items' | 'orders' | 'order-lines', readonly string[]>>;

/** No price is in the Taobao and Tmall files; every order gets this one, so that points are earned too. */
export const PRICE_FEN = 1_000;

const TYPE_BY_BEHAVIOUR: Readonly<Record<string, string>> = {
  pv: 'product.viewed',
  fav: 'product.favorited',
  cart: 'cart.added',
};

/** The first 400 users of the Taobao behaviour log; instants in UTC, days are Shanghai's. */
export function taobao(): Lines {
  return sorted(
    rowsOf('taobao_dev400.csv').map(([user, item, , behaviour, seconds], i) => {
      const at = new Date(Number(seconds) * 1_000).toISOString();
      return behaviour === 'buy'
        ? order(`tb${i}`, 'tmall_ouid', user, at, PRICE_FEN, 'tmall')
        : event(`tb${i}`, 'tmall_ouid', user, TYPE_BY_BEHAVIOUR[behaviour ?? ''], at, 'tmall', item);
    }),
  );
}

const TYPE_BY_ACTION: Readonly<Record<string, string>> = {
  0: 'product.viewed',
  1: 'cart.added',
  3: 'product.favorited',
};

/** 62 users of the Tmall log, by local day. */
export function tmall(): Lines {
  return sorted(
    rowsOf('tmall_log_62u.csv').map(([user, item, , , , day, action], i) =>
      action === '2'
        ? order(`tm${i}`, 'tmall_ouid', user, day, PRICE_FEN, 'tmall')
        : event(`tm${i}`, 'tmall_ouid', user, TYPE_BY_ACTION[action ?? ''], day, 'tmall', item),
    ),
  );
}

/** All purchases of the CDNOW cohort, by local day, in cents. */
export function cdnow(): Lines {
  return sorted(
    rowsOf('cdnow_master.csv').map(([customer, day, , amount], i) =>
      order(`cd${i}`, 'pos_card', customer, day, cents(amount), ''),
    ),
  );
}

export interface Invoice {
  readonly hasCustomer: boolean;
  readonly isNegative: boolean;
  readonly line: string;
}

/** Every invoice of Online Retail as an order, in pence: also the ones that no order can be made of. */
export function onlineRetail(): Invoice[] {
  return rowsOf('online_retail_invoices.csv').map(([invoice, customer, time, , , amount]) => ({
    hasCustomer: customer !== '',
    isNegative: (amount ?? '').startsWith('-'),
    line: order(
      invoice ?? '',
      'pos_card',
      customer,
      `${time?.replace(' ', 'T')}:00Z`,
      cents(amount),
      'online',
    ).slice(2),
  }));
}

/** Lines of Online Retail, in pence: an order is an invoice and a customer. The catalogue has codes alone. */
export function retailGoods(): Goods {
  const sold = rowsOf('retail_lines_dev.csv').map(([invoice, item, quantity, at, price, customer]) => ({
    ...{ order: `${invoice}-${customer}`, customer, at, item, quantity },
    fen: BigInt(quantity ?? '') * BigInt(price ?? ''),
  }));
  const codes = new Set(sold.map(({ item }) => item));
  return goodsOf(
    [...codes].map((code) => `${code},${code},,,,,,`),
    sold,
  );
}

/** Lines of Complete Journey, in cents, with the category path department / category. */
export function journeyGoods(): Goods {
  const sold = rowsOf('cj_lines_dev.csv').map(([household, basket, item, quantity, fen, at]) => ({
    ...{ order: `${basket}-${household}`, customer: household, at, item },
    ...{ quantity: (quantity ?? '').replace(/\.0$/, ''), fen: BigInt(fen ?? '') },
  }));
  const items = rowsOf('cj_products_dev.csv').map(
    // A slash inside of a name would be a level of its own.
    ([item, department, category, brand]) =>
      `${item},,${department}/${category?.replaceAll('/', '∕')},${brand},,,,`,
  );
  return goodsOf(items, sold);
}

interface SoldLine {
  readonly order: string;
  readonly customer: string | undefined;
  readonly at: string | undefined;
  readonly item: string | undefined;
  readonly quantity: string | undefined;
  readonly fen: bigint;
}

/** Orders and their lines, each order with what its lines come to. */
function goodsOf(items: readonly string[], sold: readonly SoldLine[]): Goods {
  const byOrder = new Map<string, SoldLine[]>();
  for (const line of sold) byOrder.set(line.order, [...(byOrder.get(line.order) ?? []), line]);
  const orders = [...byOrder].map(([id, lines]) => {
    const total = lines.reduce((sum, { fen }) => sum + fen, 0n);
    return order(id, 'pos_card', lines[0]?.customer, lines[0]?.at, String(total), '').slice(2);
  });
  const numbered = [...byOrder].flatMap(([id, lines]) =>
    lines.map(({ item, quantity, fen }, i) => [id, i + 1, item, quantity, fen].join()),
  );
  return { items, orders, 'order-lines': numbered };
}

/** Deterministic shuffle (mulberry32), so that a failure happens again. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const copy = [...list];
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}

function rowsOf(name: string): string[][] {
  const folder = process.env['LIULIANG_SHARED_DATA'] ?? '';
  const path = join(folder, name);
  if (!existsSync(path))
    throw new Error(`${name} is not there: npm run test:data -- <folder with the data sets>`);
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.trimEnd().split(','));
}

function order(...[id, kind, who, at, fen, channel]: (string | number | undefined)[]): string {
  return `o:${id},${kind},${who},${at},${fen},${channel},,`;
}

function event(...[id, kind, who, type, at, channel, item]: (string | undefined)[]): string {
  return `e:${id},${kind},${who},${type},${at},${channel},,${item}`;
}

function sorted(lines: readonly string[]): Lines {
  const of = (kind: string): string[] =>
    lines.filter((line) => line.startsWith(kind)).map((line) => line.slice(2));
  return { orders: of('o:'), events: of('e:') };
}

/** `11.77` → 1177, without a float between. */
function cents(amount: string | undefined): string {
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount ?? '') ?? [];
  if (whole === undefined) throw new Error(`${amount} is no amount`);
  return `${sign}${BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'))}`;
}
