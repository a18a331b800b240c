import { formatPeriod, periodAfter, periodEndMs, periodOf, type Period } from '@liuliang/domain';
import { Closing, Payments, SettlementPages } from '../../modules/settlement';
import { granted, type Moment, type Stage } from '../stage';

/** What time alone brings about. */
const TIDYING = ['points.due', 'tiers.due', 'touches.expiring'] as const;
const HOUR_MS = 3_600_000;
const CLOSED_AFTER_MS = 34 * HOUR_MS;
/** Behind the return window, when nothing of the month is pending any more. */
const GUIDES_PAID_AFTER_MS = 10 * 24 * HOUR_MS;
/** Of the last month this store alone has been paid. */
const PAID_STORE = 'sh-jingan';
/** Statements are few: three stores and eight guides. */
const STATEMENTS_MAX = 100;

/**
 * The first days of every month: what came due is recorded on the first; on the second finance closes the month before,
 * and somebody else pays the stores, and the guides once their points cannot be taken back any more.
 */
export function monthMoments(stage: Stage): Moment[] {
  const zone = stage.brand.timeZone;
  const todayMs = stage.at(-1, '00:00');
  const last = periodAfter(periodOf(todayMs, zone), -1);
  const moments: Moment[] = [];
  for (
    let period = periodOf(stage.brand.createdAtMs, zone);
    period <= last;
    period = periodAfter(period, 1)
  ) {
    const endMs = periodEndMs(period, zone);
    const isLast = period === last;
    moments.push({ atMs: endMs + 9 * HOUR_MS, play: () => tidy(stage) });
    moments.push({ atMs: endMs + CLOSED_AFTER_MS, play: () => settle(stage, period, isLast) });
    if (isLast) continue;
    moments.push({ atMs: endMs + GUIDES_PAID_AFTER_MS, play: () => payGuides(stage, period) });
  }
  return moments.filter(({ atMs }) => atMs < todayMs);
}

/** As jobs would have done it every minute. */
export async function tidy(stage: Stage): Promise<void> {
  await stage.runJobs(/* bounded: a constant */ ...TIDYING);
  await stage.sendMessages();
}

async function settle(stage: Stage, period: Period, isLast: boolean): Promise<void> {
  const { brand, cast } = stage;
  granted(await stage.get(Closing).close(brand.id, cast.financeId, period, null));
  for (const statement of await payable(stage, period, 'store')) {
    if (!isLast || statement.party.id === PAID_STORE) granted(await pay(stage, period, statement));
  }
}

/** Who drew points as cash, or owes some by now, is not paid: their statement is carried over. */
async function payGuides(stage: Stage, period: Period): Promise<void> {
  await stage.runJobs('points.due');
  for (const statement of await payable(stage, period, 'guide')) await pay(stage, period, statement);
}

type Statement = Awaited<ReturnType<SettlementPages['list']>>['items'][number];

async function payable(stage: Stage, period: Period, partyKind: 'store' | 'guide'): Promise<Statement[]> {
  const asked = { period: formatPeriod(period), partyKind };
  const page = { after: null, limit: STATEMENTS_MAX };
  const { items } = await stage.get(SettlementPages).list(stage.brand.id, asked, page);
  return items.filter(({ notPayableBecause }) => notPayableBecause === null);
}

async function pay(stage: Stage, period: Period, { party: { kind, id, name }, payableFen }: Statement) {
  const { brand, cast } = stage;
  const party = await stage.get(SettlementPages).party(brand.id, kind, id);
  if (!party) throw new Error('The party of a statement is there');
  const request = { period, payableFen, reference: `网银 ${formatPeriod(period)} ${name}` };
  return stage.get(Payments).pay(brand.id, cast.serviceId, party, request);
}
