import { dayOf } from '@liuliang/domain';
import { LayersService } from '../../modules/insights';
import { PointsReads } from '../../modules/ledger';
import { TiersService } from '../../modules/tiers';
import type { TestServer } from '../test-server';
import type { Season, Twin } from './season';

/** Everything in which two tellings of one stream must agree, of one of its people. */
export interface PersonOutcome {
  readonly points: { readonly available: number; readonly pending: number; readonly held: number };
  /** Points that are there, by their end and, while they wait, their beginning: `until/from pending remaining held`. */
  readonly lots: readonly string[];
  readonly growth: number;
  /** At the stops of the season, and now. */
  readonly levels: readonly number[];
  readonly layers: readonly string[];
}

export interface Outcome {
  readonly people: readonly PersonOutcome[];
  readonly guide: number;
  /** What funders gave, lost and wrote off for them: `system points issuance`. */
  readonly funders: Readonly<Record<string, number>>;
}

const ROWS_AT_ONCE = 500;

/** The outcomes of twins of one season, in their order. */
export async function outcomesOf(
  server: TestServer,
  season: Season,
  twins: readonly Twin[],
): Promise<Outcome[]> {
  const outcomes = new Map<Twin, Outcome>();
  for (const brandId of new Set(twins.map(({ brand }) => brand.id))) {
    const own = twins.filter(({ brand }) => brand.id === brandId);
    for (let start = 0; start < own.length; start += ROWS_AT_ONCE / 2) {
      const some = own.slice(start, start + ROWS_AT_ONCE / 2);
      (await outcomesIn(server, season, some)).forEach((outcome, i) =>
        outcomes.set(some[i] as Twin, outcome),
      );
    }
  }
  return twins.map((twin) => outcomes.get(twin) as Outcome);
}

async function outcomesIn(server: TestServer, season: Season, twins: readonly Twin[]): Promise<Outcome[]> {
  const { brand } = twins[0] as Twin;
  const ids = twins.flatMap(({ people }) => people);
  const nowMs = server.clock.nowMs();
  const instants = [...season.stops, nowMs];
  const days = instants.map((atMs) => dayOf(atMs, brand.timeZone));
  return server.platform.db.read(async (reader) => {
    const holders = { brandId: brand.id, ownerKind: 'member', asset: 'points' } as const;
    const balances = await server.get(PointsReads).balancesOf(reader, holders, ids);
    const lots = await rows<{ ownerId: number; lot: string }>(LOTS, ids);
    const growth = new Map(
      (await rows<{ ownerId: number; balance: number }>(GROWTH, ids)).map((row) => [
        row.ownerId,
        row.balance,
      ]),
    );
    const funders = await rows<{ ownerId: number; account: string; points: number }>(FUNDERS, ids);
    const questions = ids.flatMap((customerId) => instants.map((atMs) => ({ customerId, atMs })));
    const levels = await server.get(TiersService).levelsAt(reader, brand.id, questions);
    const layers: Map<number, string>[] = [];
    for (const day of days) layers.push(await server.get(LayersService).layersOf(reader, brand, ids, day));
    const guides = await guidePoints();
    const personOf = (id: number, i: number): PersonOutcome => {
      const { available = 0, pending = 0, held = 0 } = balances.get(id) ?? {};
      return {
        points: { available, pending, held },
        lots: lots.filter(({ ownerId }) => ownerId === id).map(({ lot }) => lot),
        growth: growth.get(id) ?? 0,
        levels: levels.slice(i * instants.length, (i + 1) * instants.length),
        layers: layers.map((ofDay) => ofDay.get(id) ?? 'none'),
      };
    };
    const people = ids.map(personOf);
    return twins.map(({ name, people: own }, i) => ({
      people: people.slice(2 * i, 2 * i + 2),
      guide: guides.get(`g${name}`) ?? 0,
      funders: sums(funders.filter(({ ownerId }) => own.includes(ownerId))),
    }));

    async function rows<T>(sql: (list: string) => string, values: readonly number[]): Promise<T[]> {
      const list = values.map(() => '?').join(',');
      return reader.query<T>(sql(list), [brand.id, ...values]);
    }

    async function guidePoints(): Promise<Map<string, number>> {
      const found = await reader.query<{ code: Buffer; balance: number }>(
        "SELECT g.code, CAST(SUM(a.balance) AS SIGNED) AS balance FROM guide g JOIN ledger_account a ON a.owner_kind = 'guide' AND a.owner_id = g.id" +
          " WHERE g.brand_id = ? AND a.asset = 'guide_points' GROUP BY g.code",
        [brand.id],
      );
      return new Map(found.map(({ code, balance }) => [code.toString(), balance]));
    }
  });
}

/** Of the person and whoever was merged into them together: under whose id a posting is filed is nobody's business. */
function sums(
  moved: readonly { readonly account: string; readonly points: number }[],
): Record<string, number> {
  const totals = new Map<string, number>();
  for (const { account, points } of moved) totals.set(account, (totals.get(account) ?? 0) + points);
  return Object.fromEntries(
    [...totals].filter(([, points]) => points !== 0).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const LOTS = (list: string): string =>
  "SELECT owner_id AS ownerId, CONCAT(expires_at_ms, '/', CASE WHEN SUM(pending) > 0 THEN activates_at_ms ELSE 0 END, ' '," +
  " SUM(pending), ' ', SUM(remaining), ' ', SUM(held)) AS lot FROM points_lot" +
  ` WHERE brand_id = ? AND owner_kind = 'member' AND asset = 'points' AND is_open = 1 AND owner_id IN (${list})` +
  ' GROUP BY owner_id, expires_at_ms, CASE WHEN pending > 0 THEN activates_at_ms ELSE 0 END' +
  ' ORDER BY owner_id, expires_at_ms, 2';

const GROWTH = (list: string): string =>
  "SELECT owner_id AS ownerId, balance FROM ledger_account WHERE brand_id = ? AND owner_kind = 'member'" +
  ` AND asset = 'growth' AND bucket = 'available' AND owner_id IN (${list})`;

/**
 * Accounts of the system, by the member whose posting moved them, the kept one where it is about both of a merge; of what
 * guides get, some is not about a member.
 */
const FUNDERS = (list: string): string =>
  'SELECT o.owner_id AS ownerId, o.account AS account, CAST(SUM(o.amount) AS SIGNED) AS points FROM (' +
  "SELECT MIN(m.owner_id) AS owner_id, CONCAT(f.owner_kind, ' ', f.asset, ' ', f.bucket) AS account, e.amount" +
  ' FROM ledger_account m JOIN ledger_entry n ON n.account_id = m.id JOIN ledger_entry e ON e.transaction_id = n.transaction_id' +
  " JOIN ledger_account f ON f.id = e.account_id AND f.owner_kind NOT IN ('member', 'guide') AND f.asset IN ('points', 'growth')" +
  ` WHERE m.brand_id = ? AND m.owner_kind = 'member' AND m.owner_id IN (${list})` +
  ' GROUP BY e.transaction_id, e.line, f.owner_kind, f.asset, f.bucket, e.amount) o GROUP BY o.owner_id, o.account HAVING SUM(o.amount) <> 0 ORDER BY o.owner_id, o.account';
