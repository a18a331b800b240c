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
    const funders = [
      ...(await rows<FunderLine>(funderLines(OF_MEMBER), ids)),
      ...(await rows<FunderLine>(funderLines(LEFT_WITH_MEMBER), ids)),
      ...(await rows<FunderLine>(funderLines(OF_FUNDERS_ALONE), ids)),
    ];
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

interface FunderLine {
  readonly ownerId: number;
  /** Which line of which posting it is. */
  readonly slot: string;
  readonly account: string;
  readonly points: number;
}

/** Of the person and whoever was merged into them together, each line once: under whose id it is filed is nobody's business. */
function sums(moved: readonly FunderLine[]): Record<string, number> {
  const lines = new Map(moved.map((line) => [line.slot, line]));
  const totals = new Map<string, number>();
  for (const { account, points } of lines.values()) totals.set(account, (totals.get(account) ?? 0) + points);
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

/** Lines of the system's accounts, by the member whose posting it is; of what guides get, some is not about a member. */
const funderLines =
  (own: string) =>
  (list: string): string =>
    "SELECT o.owner_id AS ownerId, CONCAT(e.transaction_id, ' ', e.line) AS slot," +
    " CONCAT(f.owner_kind, ' ', f.asset, ' ', f.bucket) AS account, e.amount AS points" +
    ` FROM (SELECT DISTINCT m.owner_id, ${own} WHERE m.brand_id = ? AND m.owner_kind = 'member' AND m.owner_id IN (${list})) o` +
    ' JOIN ledger_entry e ON e.transaction_id = o.id JOIN ledger_account f ON f.id = e.account_id' +
    " WHERE f.owner_kind NOT IN ('member', 'guide') AND f.asset IN ('points', 'growth')";

const OF_MEMBER = 'n.transaction_id AS id FROM ledger_account m JOIN ledger_entry n ON n.account_id = m.id';

/** All that was due was written off, so that no account of the member moved. */
const LEFT_WITH_MEMBER =
  'x.id AS id FROM ledger_account m JOIN ledger_entry n ON n.account_id = m.id' +
  " JOIN ledger_transaction y ON y.id = n.transaction_id AND y.kind = 'earn'" +
  ' JOIN ledger_transaction x ON x.brand_id = y.brand_id AND x.reference_kind = y.reference_kind' +
  ' AND x.reference_id = y.reference_id' +
  ` AND (x.kind = 'clawback' OR (x.kind = 'settle' AND x.explanation LIKE '%"rule":"late"%'))`;

/** What facts of the member say of funders alone. */
const OF_FUNDERS_ALONE =
  "x.id AS id FROM ledger_account m JOIN ledger_transaction x ON x.brand_id = m.brand_id AND x.kind = 'settle'" +
  " AND x.reference_kind = 'member' AND x.reference_id = m.owner_id";
