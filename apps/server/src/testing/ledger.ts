import { earnPosting, type AccountRef, type EarnPostingInput, type Posting } from '@liuliang/domain';
import { BrandsService } from '../modules/brands';
import {
  Clawbacks,
  Holds,
  Ledger,
  memberPoints,
  PointsReads,
  type LedgerPosting,
  type PostingResult,
} from '../modules/ledger';
import { merges } from '../modules/members/entities';
import { MergeBalances } from '../modules/ledger/merge-balances';
import { LotQueries } from '../modules/ledger/lots.queries';
import { LedgerQueries } from '../modules/ledger/queries';
import type { Database } from '../platform/db/database';
import type { Tx } from '../platform/db/statements';
import { GroupCommit } from '../platform/db/group-commit';
import { Effects } from '../platform/effects';
import { IdSource } from '../platform/ids';
import { Outbox } from '../platform/outbox';
import { tellBy, toldAtMs } from './told-at';
import { openTestServer, type TestServer } from './test-server';
import { txWith } from './tx-with';

/** Postings that stand alone, those that meet in one transaction. */
export type LedgerGroup = GroupCommit<LedgerPosting, PostingResult>;

const groupOf = (db: Database, ledger: Ledger, of = (tx: Tx): Tx => tx): LedgerGroup =>
  new GroupCommit(db, 'test.postings', (tx, postings: readonly LedgerPosting[]) =>
    ledger.post(of(tx), postings),
  );

/** A server with one brand, and what the stories of the ledger are told with. */
export interface LedgerWorld {
  readonly server: TestServer;
  readonly db: Database;
  readonly brandId: number;
  readonly points: PointsReads;
  readonly clawbacks: Clawbacks;
  readonly holds: Holds;
  readonly ledger: Ledger;
  readonly mergeBalances: Pick<MergeBalances, 'carry' | 'giveBack'>;
  readonly writer: LedgerGroup;
  /** A writer as a second process would have one: a node, a shard and a chain of its own. */
  writerOf(node: number): LedgerGroup;
  available(customerId: number): Promise<number>;
  /** Every row of the ledger, to compare with what it was (INV-9). */
  rows(): Promise<string>;
}

const LEDGER_TABLES = {
  ledger_account: 'id',
  ledger_transaction: 'id',
  ledger_entry: 'transaction_id, line',
  ledger_writer: 'writer',
  points_lot: 'id',
  points_lot_move: 'lot_id, version',
  points_hold: 'id',
};

export async function openLedgerWorld(): Promise<LedgerWorld> {
  const server = await openTestServer();
  const { db } = server.platform;
  tellBy(server.clock);
  const brand = await server.get(BrandsService).create({ code: 'ledger', name: 'Ledger' });
  if (!brand) throw new Error('The brand of the story could not be made');
  const points = server.get(PointsReads);
  const [effects, outbox] = [server.get(Effects), server.get(Outbox)];
  return {
    server,
    db,
    brandId: brand.id,
    points,
    clawbacks: server.get(Clawbacks),
    holds: server.get(Holds),
    ledger: server.get(Ledger),
    mergeBalances: recorded(server.get(MergeBalances)),
    writer: groupOf(db, server.get(Ledger)),
    writerOf: (node) => {
      // Its rows get ids of that node.
      const ids = new IdSource(server.clock, node);
      const env = { NODE_ID: node };
      const ledger = new Ledger(new LedgerQueries(), new LotQueries(), effects, outbox, env);
      return groupOf(db, ledger, (tx) => txWith(tx, { nextId: () => ids.next() }));
    },
    available: async (customerId) =>
      (await db.read((reader) => points.balanceOf(reader, memberPoints({ brandId: brand.id, customerId }))))
        .available,
    rows: () =>
      db.read(async (reader) => {
        const tables = Object.entries(LEDGER_TABLES);
        const dumps = [];
        for (const [table, key] of tables)
          dumps.push(await reader.query(`SELECT * FROM ${table} ORDER BY ${key}`));
        return JSON.stringify(dumps);
      }),
  };
}

/** Merges of stories are on record like those of customers: who was merged with whom is read there. */
function recorded(balances: MergeBalances): LedgerWorld['mergeBalances'] {
  return {
    carry: async (tx, merge) => {
      const { mergeId: id, ...who } = merge;
      await merges.insert(
        tx,
        [{ id, ...who, reason: 'story', atMs: tx.nowMs(), state: 'done', moved: '{}' }],
        {
          upsert: ['state'],
        },
      );
      await balances.carry(tx, merge);
    },
    giveBack: async (tx, brandId, merge) => {
      await merges.set(tx, brandId, { id: merge.mergeId }, { state: 'undone' });
      await balances.giveBack(tx, brandId, merge);
    },
  };
}

export const member = (ownerId: number): AccountRef => ({
  ownerKind: 'member',
  ownerId,
  asset: 'points',
  bucket: 'available',
});

const detail = () => ({ occurredAtMs: toldAtMs(), explanation: {} });

/** An earning that stands alone; the number is part of the key. */
export function earning(brandId: number, number: number, memberId: number, points: number): LedgerPosting {
  const reference = { kind: 'event', id: String(number) } as const;
  return { ...earnPosting({ key: `test:${number}`, reference, memberId, points }), brandId, ...detail() };
}

/** Points go back to issuance, whatever is there: the balance may fall below zero. */
export const clawbackPosting = (input: EarnPostingInput): Posting => ({
  ...earnPosting({ ...input, points: -input.points }),
  kind: 'clawback',
});

/** Moves points from one member to another, as nothing in the product does yet: kind `adjust` may not leave a debt. */
export function transfer(
  brandId: number,
  key: string,
  from: number,
  to: number,
  points: number,
): LedgerPosting {
  return {
    key,
    kind: 'adjust',
    reference: { kind: 'manual', id: '1' },
    entries: [
      { account: member(from), amount: -points },
      { account: member(to), amount: points },
    ],
    brandId,
    ...detail(),
  };
}

export const inBrand = (brandId: number, posting: Posting): LedgerPosting => ({
  ...posting,
  brandId,
  ...detail(),
});
