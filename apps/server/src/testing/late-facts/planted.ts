import { dayOf, type EarningRules, type Expiry } from '@liuliang/domain';
import { BrandsService } from '../../modules/brands';
import { BudgetsJob, EarningVersions } from '../../modules/earning';
import { RetoldTurns } from '../../modules/earning/retold-turns';
import type { RewardTurn } from '../../modules/earning/turns';
import { UsageQueries } from '../../modules/earning/usage.queries';
import { EventsService } from '../../modules/events';
import { BatchWriter } from '../../modules/imports/batch-writer';
import { LayersService } from '../../modules/insights';
import { FactOwners } from '../../modules/members';
import { OrdersService } from '../../modules/orders';
import { Clawbacks, Holds, LateFacts, MergeBalances } from '../../modules/ledger';
import { ClawbackSources } from '../../modules/ledger/clawback-sources';
import { TiersService } from '../../modules/tiers';
import type { TestServer } from '../test-server';
import { keepingLate, type Kind } from './programmes';
import type { Command, Fact, Stream } from './streams';

/** Something that is wrong in a server, or in a programme of one twin, and must be seen by what streams end in. */
export interface Planted {
  /** The only kinds that the streams have. */
  readonly kinds: readonly Kind[];
  /** Whether people of the streams are merged, and parted. */
  readonly merges?: 'merged' | 'parted';
  /** Whether they hold points: given by hand, earned and refunded later (`spentBefore`), or on hold when they are. */
  readonly spends?: 'given' | 'earned' | 'held';
  /** Few streams have what shows the fault: of many, only these are told. */
  readonly only?: (stream: Stream) => boolean;
  readonly server?: (server: TestServer) => void;
  readonly stream?: (stream: Stream) => Stream;
}

/** Of use to the audit as well, which sees it without knowing what was to be. */
export const PARTED_WRONGLY: Planted = {
  kinds: [],
  merges: 'parted',
  only: has('unmerge', 'refund'),
  server: putsNothingRightAbout('merge'),
};

export const PLANTED: Readonly<Record<string, Planted>> = {
  'rows are dated by their arrival': {
    kinds: [],
    server: (server) =>
      replaced(server.get(BatchWriter), 'write', (write) => (tx, brand, batch) => {
        const nowMs = tx.nowMs();
        return write(tx, brand, {
          events: batch.events.map((row) => ({ ...row, occurredAtMs: nowMs })),
          orders: batch.orders.map((row) => ({ ...row, paidAtMs: nowMs })),
          refunds: batch.refunds,
        });
      }),
  },
  'a level is read as it is at arrival': {
    kinds: ['tier'],
    server: (server) =>
      replaced(server.get(TiersService), 'levelsAt', (levelsAt) => (reader, brandId, questions) => {
        const atMs = reader.nowMs();
        return levelsAt(
          reader,
          brandId,
          questions.map((asked) => ({ ...asked, atMs })),
        );
      }),
  },
  'a layer is read as it is at arrival': {
    kinds: ['layer'],
    server: (server) =>
      replaced(server.get(LayersService), 'layersOn', (layersOn) => (reader, brand, questions) => {
        const day = dayOf(reader.nowMs(), 'Asia/Shanghai') - 1;
        return layersOn(
          reader,
          brand,
          questions.map((asked) => ({ ...asked, day })),
        );
      }),
  },
  'a budget is drawn in order of arrival': {
    kinds: ['budget'],
    server: (server) => replaced(server.get(BudgetsJob), 'run', () => () => Promise.resolve('')),
  },
  'a cap of the day forgets earlier batches': {
    kinds: ['dayCap'],
    server: (server) =>
      replaced(server.get(UsageQueries), 'open', (open) => (tx, brandId, versions) => {
        return open(tx, brandId, versions, [], new Map());
      }),
  },
  'a fact of before a merge is filed under the kept one': {
    kinds: ['events', 'tier'],
    merges: 'merged',
    server: filedByArrival,
  },
  'an unmerge leaves late facts of the other side': { kinds: [], merges: 'parted', server: filedByArrival },
  'an unmerge gives back what a refund took': PARTED_WRONGLY,
  'growth that comes late for an alias stays with it': {
    kinds: [],
    merges: 'merged',
    server: (server) => replaced(server.get(MergeBalances), 'carryOn', () => () => Promise.resolve()),
  },
  'a refund owes again what had expired': {
    kinds: ['expiry'],
    server: (server) =>
      replaced(server.get(ClawbackSources), 'expired', () => () => Promise.resolve(new Map())),
  },
  'ends of points slide in order of arrival': { kinds: ['sliding'], server: putsNothingRight },
  'what a refund leaves with a member goes by arrival': {
    kinds: ['policy', 'pending', 'expiry'],
    server: putsNothingRight,
  },
  'a refund within the balance does not see what is on hold': {
    kinds: ['policy'],
    spends: 'held',
    only: isWithinBalance,
    server: (server) =>
      replaced(server.get(Clawbacks), 'lock', (lock) => async (tx, brandId, parts) => {
        const locked = await lock(tx, brandId, parts);
        const lotsOf = locked.lots.lotsOf.bind(locked.lots);
        locked.lots.lotsOf = (owner) => lotsOf(owner).map((lot) => ({ ...lot, held: 0 }));
        return locked;
      }),
  },
  'what was written off is forgotten when the spend comes back': {
    kinds: ['policy'],
    spends: 'earned',
    only: isWithinBalance,
    server: putsNothingRightAbout('hold'),
  },
  'points that come back get no days again': {
    kinds: ['expiry', 'reinstate'],
    spends: 'given',
    only: has('hold'),
    server: (server) => server.get(Holds).programmeBy({ reinstatedTo: never, redeemingExtendsTo: never }),
  },
  'redeeming moves no end': {
    kinds: ['sliding'],
    spends: 'given',
    only: has('capture'),
    server: (server) => server.get(Holds).programmeBy({ reinstatedTo: never, redeemingExtendsTo: never }),
  },
  'the cap of an order is forgotten when it is told again': {
    kinds: ['orderCap', 'tier'],
    server: (server) =>
      replaced(server.get(RetoldTurns), 'of', (of) => async (...asked) => {
        return (await of(...asked)).map(withoutOrderCap);
      }),
  },
  'a limit of events forgets earlier batches': {
    kinds: ['events'],
    only: hasTwoOfADay,
    server: (server) =>
      replaced(server.get(UsageQueries), 'open', (open) => (tx, brandId, versions) => {
        return open(tx, brandId, versions, [], new Map());
      }),
  },
  'a device dates its events': {
    kinds: ['events', 'expiry'],
    only: ({ facts }) => facts.some((fact) => fact.kind === 'event' && fact.byDevice),
    server: (server) =>
      replaced(server.get(EventsService), 'record', (record) => (tx, brand, customers, arrived) => {
        const dated = arrived.map((event) => {
          return { ...event, occurredAtMs: event.toldAtMs || event.occurredAtMs };
        });
        return record(tx, brand, customers, dated);
      }),
  },
  'a clock that runs ahead dates what it tells': {
    kinds: ['expiry'],
    only: ({ facts, arrivals: [first] }) =>
      first?.some(({ fact, toldAtMs }) => toldAtMs !== undefined && facts[fact]?.kind === 'order') ?? false,
    server: (server) =>
      replaced(server.get(OrdersService), 'record', (record) => (tx, brand, batch) => {
        const orders = batch.orders.map((row) => ({ ...row, paidAtMs: row.toldAtMs || row.paidAtMs }));
        return record(tx, brand, { ...batch, orders });
      }),
  },
  'days are those of another zone': {
    kinds: ['dayCap', 'expiry'],
    server: (server) =>
      replaced(server.get(BrandsService), 'byId', (byId) => async (reader, brandId) => {
        return { ...(await byId(reader, brandId)), timeZone: 'UTC' };
      }),
  },
  'every month has thirty days': ends((expiry) =>
    expiry.kind === 'rolling' && expiry.unit === 'month'
      ? { ...expiry, unit: 'day', count: 30 * expiry.count }
      : expiry,
  ),
  'a quarter ends with its month': ends((expiry) =>
    expiry.kind === 'calendar' && expiry.endOf === 'quarter' ? { ...expiry, endOf: 'month' } : expiry,
  ),
  'a fixed day is that of the year after': ends((expiry) =>
    expiry.kind === 'fixed' ? { ...expiry, years: expiry.years + 1 } : expiry,
  ),
  'one twin keeps what was posted': {
    kinds: ['tier', 'dayCap'],
    stream: (stream) => {
      const { programme } = stream;
      return { ...stream, others: [keepingLate({ ...programme, number: programme.number + 100 })] };
    },
  },
};

/** Streams that have all of these facts and commands. */
function has(...wanted: readonly (Fact | Command)['kind'][]): (stream: Stream) => boolean {
  return ({ facts, commands }) =>
    wanted.every((kind) => [...facts, ...commands].some((one) => one.kind === kind));
}

/** Streams with two events of one kind on one day. */
function hasTwoOfADay({ facts, programme: { zone, rules } }: Stream): boolean {
  const slots = facts.flatMap((fact) => {
    const isRewarded = fact.kind === 'event' && rules.events.some(({ type }) => type === fact.type);
    return isRewarded ? [`${fact.who} ${fact.type} ${dayOf(fact.atMs, zone)}`] : [];
  });
  return new Set(slots).size < slots.length;
}

/** Whoever has the card when it comes has it, as if no merge had ever been. */
function filedByArrival(server: TestServer): void {
  replaced(server.get(FactOwners), 'lock', (lock) => async (tx, brand, facts) => {
    const { customers } = await lock(tx, brand, facts);
    return { customers, ownerOf: (_, customerId) => customers.person(customerId).customerId };
  });
}

/** Facts come late as ever; what is put right when something of this kind causes it is not. */
function putsNothingRightAbout(kind: 'merge' | 'hold'): (server: TestServer) => void {
  return (server) =>
    replaced(server.get(LateFacts), 'straighten', (straighten) => async (tx, brandId, members, cause) => {
      if (cause.kind !== kind) await straighten(tx, brandId, members, cause);
    });
}

/** Rules by which points end otherwise than the programme says. */
function ends(change: (expiry: Expiry) => Expiry): Planted {
  return {
    kinds: ['expiry'],
    only: ({ programme: { rules } }) => change(rules.expiry) !== rules.expiry,
    server: (server) =>
      replaced(server.get(EarningVersions), 'published', (published) => async (reader, brand) => {
        const versions = await published(reader, brand);
        return versions.map((one) => ({ ...one, rules: { ...one.rules, expiry: change(one.rules.expiry) } }));
      }),
  };
}

const never = (): Promise<null> => Promise.resolve(null);

function isWithinBalance({ programme }: Stream): boolean {
  return programme.rules.clawback.member === 'within-balance';
}

function withoutOrderCap(turn: RewardTurn): RewardTurn {
  if (!turn.order) return turn;
  const { version } = turn.order;
  const rules: EarningRules = { ...version.rules, caps: { ...version.rules.caps, perOrder: null } };
  return { ...turn, order: { ...turn.order, version: { ...version, rules } } };
}

function putsNothingRight(server: TestServer): void {
  replaced(server.get(LateFacts), 'straighten', () => () => Promise.resolve());
}

/** Puts something else in the place of a method of a running server. */
function replaced<T, N extends keyof T>(service: T, name: N, make: (before: T[N]) => T[N]): void {
  const before = service[name];
  if (typeof before !== 'function') throw new Error('only methods are replaced');
  service[name] = make(before.bind(service) as T[N]);
}
