import { BrandsService, type Brand } from '../../modules/brands';
import { BudgetsJob, EarningVersions } from '../../modules/earning';
import { IngestService, type RawBatch, type RawRow } from '../../modules/imports';
import { LedgerJobs } from '../../modules/ledger';
import { MemberImport, MergesService } from '../../modules/members';
import { SchemesService } from '../../modules/tiers';
import { TiersDueJob } from '../../modules/tiers/jobs';
import { adjust, allConsents, bringRows, returnsOf, tillOf } from '../doors';
import { eventRow, orderRow, refundRow } from '../ingest-world';
import type { TestServer } from '../test-server';
import type { Programme } from './programmes';
import { Chance } from '../chance';
import { BATCHES_PER_STOP, type Arrival, type Command, type Fact, type Stream } from './streams';

const DAY_MS = 86_400_000;
/** Points pay for orders one to one and without limits, so that any spending of a stream is allowed. */
const ANY_POINTS = {
  enabled: true,
  fenPer100Points: 100,
  minPoints: 1,
  stepPoints: 1,
  maxPercent: 100,
  holdMinutes: 30,
};

/** One telling of a stream: two people, and a guide, of a brand. */
export interface Twin {
  readonly stream: Stream;
  readonly arrivals: readonly Arrival[];
  readonly name: string;
  readonly brand: Brand;
  readonly people: readonly [number, number];
  mergeId: number;
  /** Rows and commands that were refused: none, or the stream tells nothing. */
  readonly refused: string[];
}

export interface Season {
  readonly startMs: number;
  readonly stops: readonly number[];
  /** Stops before which the jobs run. */
  readonly jobs: readonly number[];
}

/** Tells the streams side by side on one server, up to the last stop. @returns their twins, those of a stream together */
export async function playSeason(
  server: TestServer,
  season: Season,
  streams: readonly Stream[],
): Promise<Twin[]> {
  server.clock.set(season.startMs);
  const twins = await openTwins(server, streams, season.startMs);
  const byBrand = new Map<number, Twin[]>();
  for (const twin of twins) byBrand.set(twin.brand.id, [...(byBrand.get(twin.brand.id) ?? []), twin]);
  for (const [stop, atMs] of season.stops.entries()) {
    server.clock.set(atMs);
    if (season.jobs.includes(stop)) await runJobs(server);
    for (let batch = 0; batch < BATCHES_PER_STOP; batch += 1)
      for (const own of byBrand.values()) await bringBatch(server, own, stop, batch);
    for (const twin of twins) await tellByDevice(server, twin, stop);
    for (const twin of twins)
      for (const command of twin.stream.commands)
        if (command.stop === stop) await obeyed(server, twin, command);
  }
  server.clock.pass(1);
  await runJobs(server);
  return twins;
}

/** Jobs run where chance says so, and always at the end. */
export function seasonOf(startMs: number, seed: number, stops: readonly number[]): Season {
  const chance = new Chance(seed);
  return { startMs, stops, jobs: stops.flatMap((_, i) => (chance.happens(35) ? [i] : [])) };
}

async function runJobs(server: TestServer): Promise<void> {
  await server.get(LedgerJobs).settleDue();
  await server.get(BudgetsJob).run();
  await server.get(TiersDueJob).run();
}

async function openTwins(server: TestServer, streams: readonly Stream[], startMs: number): Promise<Twin[]> {
  const brands = new Map<string, Brand>();
  const twins: Omit<Twin, 'people'>[] = [];
  for (const stream of streams) {
    for (const [i, arrivals] of stream.arrivals.entries()) {
      const programme = stream.others?.[i - 1] ?? stream.programme;
      const name = `s${stream.seed}t${i}`;
      // A budget is of the whole brand, so that every telling needs its own.
      const code = programme.kinds.includes('budget') ? `b${name}` : `p${programme.number}`;
      const brand = brands.get(code) ?? (await openBrand(server, code, programme));
      brands.set(code, brand);
      twins.push({ stream, arrivals, name, brand, mergeId: 0, refused: [] });
    }
  }
  const people = new Map<string, [number, number]>();
  for (const brand of brands.values()) {
    const own = twins.filter((twin) => twin.brand.id === brand.id);
    const ids = await server.get(MemberImport).run(
      brand,
      own.flatMap(({ name }) => [personOf(name, 0, startMs), personOf(name, 1, startMs)]),
    );
    own.forEach(({ name }, i) => people.set(name, [ids[2 * i] as number, ids[2 * i + 1] as number]));
  }
  return twins.map((twin) => ({ ...twin, people: people.get(twin.name) as [number, number] }));
}

async function openBrand(server: TestServer, code: string, programme: Programme): Promise<Brand> {
  const config = { spending: { orders: ANY_POINTS, gifts: { pickupDays: 14 }, transfers: NO_TRANSFERS } };
  const brand = await server
    .get(BrandsService)
    .create({ code, name: code, timeZone: programme.zone, config });
  if (!brand) throw new Error('A brand of the streams was there already');
  await server.get(EarningVersions).document.setFirst(brand.id, programme.rules);
  await server.get(SchemesService).document.setFirst(brand.id, programme.scheme);
  return brand;
}

const NO_TRANSFERS = { enabled: false, minPoints: 100, dayLimit: 10_000, ttlHours: 24 };

const cardOf = (name: string, who: 0 | 1): string => `${name}w${who}`;

/** The first is older, so that a merge keeps them. */
function personOf(name: string, who: 0 | 1, startMs: number) {
  const joinedAtMs = startMs - (20 - who) * DAY_MS;
  return {
    identities: [{ kind: 'pos_card' as const, value: cardOf(name, who) }],
    firstSeenAtMs: joinedAtMs,
    membership: {
      joinedAtMs,
      nickname: '',
      verifiedMobile: null,
      homeStoreId: 0,
      consents: allConsents(),
      channel: 'pos',
    },
  };
}

async function bringBatch(
  server: TestServer,
  twins: readonly Twin[],
  stop: number,
  batch: number,
): Promise<void> {
  const rows: { events: RawRow[]; orders: RawRow[]; refunds: RawRow[] } = {
    events: [],
    orders: [],
    refunds: [],
  };
  const senders: { -readonly [kind in keyof RawBatch]: Twin[] } = { events: [], orders: [], refunds: [] };
  for (const twin of twins) {
    for (const arrival of twin.arrivals) {
      if (arrival.stop !== stop || arrival.batch !== batch) continue;
      const fact = twin.stream.facts[arrival.fact] as Fact;
      if (fact.kind === 'event' && fact.byDevice) continue;
      const kind = `${fact.kind}s` as const;
      rows[kind].push(rowOf(twin, { ...fact, atMs: arrival.toldAtMs ?? fact.atMs }));
      senders[kind].push(twin);
    }
  }
  const [first] = twins;
  if (!first || rows.events.length + rows.orders.length + rows.refunds.length === 0) return;
  const words = await bringRows(server, first.brand, rows);
  for (const kind of ['events', 'orders', 'refunds'] as const)
    words[kind].forEach((word, i) => {
      if (word !== 'accepted') senders[kind][i]?.refused.push(`${kind}: ${word}`);
    });
}

/** What a member's device tells, by the door of devices. */
async function tellByDevice(server: TestServer, twin: Twin, stop: number): Promise<void> {
  for (const arrival of twin.arrivals) {
    const fact = twin.stream.facts[arrival.fact] as Fact;
    if (arrival.stop !== stop || fact.kind !== 'event' || !fact.byDevice) continue;
    const { id: eventId, type, who, atMs } = fact;
    const told = { eventId, type, occurredAtMs: arrival.toldAtMs ?? atMs };
    const { accepted, rejected } = await server
      .get(IngestService)
      .track(twin.brand, twin.people[who], [told]);
    if (accepted !== 1) twin.refused.push(`device: ${JSON.stringify(rejected)}`);
  }
}

function rowOf({ name, stream }: Twin, fact: Fact): RawRow {
  const at = new Date(fact.atMs).toISOString();
  const amount = fact.kind === 'event' ? {} : { amount_fen: fact.amountFen };
  switch (fact.kind) {
    case 'event':
      return eventRow(`${name}${fact.id}`, cardOf(name, fact.who), { type: fact.type, occurred_at: at });
    case 'order': {
      const lines = fact.lines.map(([item, amount_fen]) => ({ item, quantity: 1, amount_fen }));
      const guide = stream.programme.rules.guide ? `g${name}` : '';
      const more = { ...amount, paid_at: at, store: '', guide, ...(lines.length > 0 ? { lines } : {}) };
      return orderRow(`${name}${fact.id}`, cardOf(name, fact.who), more);
    }
    case 'refund': {
      const lines = fact.lines.map(([line, amount_fen]) => ({ line, amount_fen }));
      const more = { ...amount, refunded_at: at, ...(lines.length > 0 ? { lines } : {}) };
      return refundRow(`${name}${fact.id}`, `${name}${fact.order}`, more);
    }
  }
}

/** A command that breaks is one that was refused: the stream is then found by its name. */
async function obeyed(server: TestServer, twin: Twin, command: Command): Promise<void> {
  try {
    await obey(server, twin, command);
  } catch (error) {
    twin.refused.push(`${command.kind}: ${String(error)}`);
  }
}

async function obey(server: TestServer, twin: Twin, command: Command): Promise<void> {
  const { brand, name, people } = twin;
  const till = tillOf(server);
  const note = (done: { readonly ok: boolean; readonly error?: unknown }): void => {
    if (!done.ok) twin.refused.push(`${command.kind}: ${JSON.stringify(done.error)}`);
  };
  switch (command.kind) {
    case 'fund': {
      const owner = { brandId: brand.id, kind: 'member', id: people[command.who], asset: 'points' } as const;
      return adjust(server, owner, command.points, command.expiresAtMs);
    }
    case 'hold': {
      const key = `${name}${command.key}`;
      const identity = { kind: 'pos_card', value: cardOf(name, command.who) } as const;
      const { points, untilMs } = command;
      return note(
        await till.hold(brand.id, {
          identity,
          key,
          points,
          orderKey: key,
          orderFen: 10_000_000,
          store: null,
          untilMs,
        }),
      );
    }
    case 'capture':
      return note(await till.capture(brand.id, `${name}${command.key}`, command.points));
    case 'release':
      return note(await till.release(brand.id, `${name}${command.key}`));
    case 'restore': {
      const back = { refundKey: `${name}${command.id}`, points: command.points };
      return note(await returnsOf(server).restore(brand.id, `${name}${command.key}`, back));
    }
    case 'merge': {
      const proof = { kind: 'mobile', value: '+8613900000000', isVerified: true } as const;
      const merge = await server.platform.db.run('test.merge', (tx) =>
        server.get(MergesService).merge(tx, brand, people[0], people[1], proof),
      );
      if (merge.outcome === 'merged') twin.mergeId = merge.mergeId;
      return note({ ok: merge.outcome === 'merged', error: merge });
    }
    case 'unmerge': {
      const undone = await server.platform.db.run('test.unmerge', (tx) =>
        server.get(MergesService).unmerge(tx, brand, twin.mergeId),
      );
      return note({ ok: undone === 'undone', error: undone });
    }
  }
}
