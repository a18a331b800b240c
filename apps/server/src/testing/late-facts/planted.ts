import { dayOf } from '@liuliang/domain';
import { BudgetsJob } from '../../modules/earning';
import { UsageQueries } from '../../modules/earning/usage.queries';
import { BatchWriter } from '../../modules/imports/batch-writer';
import { LayersService } from '../../modules/insights';
import { FactOwners } from '../../modules/members';
import { LateFacts, MergeBalances } from '../../modules/ledger';
import { ClawbackSources } from '../../modules/ledger/clawback-sources';
import { TiersService } from '../../modules/tiers';
import type { TestServer } from '../test-server';
import { keepingLate, type Kind } from './programmes';
import type { Stream } from './streams';

/** Something that is wrong in a server, or in a programme of one twin, and must be seen by what streams end in. */
export interface Planted {
  /** The only kinds that the streams have. */
  readonly kinds: readonly Kind[];
  /** Whether people of the streams are merged, and parted. */
  readonly merges?: 'merged' | 'parted';
  readonly server?: (server: TestServer) => void;
  readonly stream?: (stream: Stream) => Stream;
}

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
  'one twin keeps what was posted': {
    kinds: ['tier', 'dayCap'],
    stream: (stream) => {
      const { programme } = stream;
      return { ...stream, others: [keepingLate({ ...programme, number: programme.number + 100 })] };
    },
  },
};

/** Whoever has the card when it comes has it, as if no merge had ever been. */
function filedByArrival(server: TestServer): void {
  replaced(server.get(FactOwners), 'lock', (lock) => async (tx, brand, facts) => {
    const { customers } = await lock(tx, brand, facts);
    return { customers, ownerOf: (_, customerId) => customers.person(customerId).customerId };
  });
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
