import type { PostingKind, PostingReference, Entry } from '@liuliang/domain';
import type { LedgerPosting } from '../modules/ledger';
import type { Tx } from '../platform/db/statements';
import { member, openLedgerWorld, type LedgerWorld } from './ledger';
import { earningOn } from './ledger-lots';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A ledger in which everything has happened that can happen to lots and holds, and how to make more happen. */
export interface LedgerStory extends LedgerWorld {
  now(): number;
  /** An earning from an event; `days` until it expires, none: never. */
  earn(who: number, points: number, days?: number, terms?: Parameters<typeof earningOn>[4]): Promise<string>;
  hold(who: number, points: number, forMs?: number): Promise<string>;
  capture(key: string, points?: number): Promise<void>;
  release(key: string, reinstateDays?: number): Promise<void>;
  restore(holdKey: string, points: number, reinstateDays?: number): Promise<void>;
  clawBack(who: number, sourceKey: string, due: number): Promise<void>;
  merge(from: number, to: number): Promise<void>;
  settle(who: number): Promise<void>;
  lots(who: number): Promise<{ id: number; remaining: number; held: number; expires_at_ms: number }[]>;
  holdId(key: string): Promise<number>;
}

export async function openLedgerStory(): Promise<LedgerStory> {
  const world = await openLedgerWorld();
  let number = 0;
  const teller: Teller = {
    world,
    next: () => (number += 1),
    now: () => world.server.clock.nowMs(),
    within: async (work) => {
      const result = await world.db.run('story', work);
      if ((result as { ok?: boolean } | undefined)?.ok === false) throw new Error(JSON.stringify(result));
    },
  };
  return { ...world, now: teller.now, ...crediting(teller), ...holding(teller), ...looking(teller) };
}

/** What every verb of the story needs; `within` fails the test when the ledger refuses. */
interface Teller {
  readonly world: LedgerWorld;
  next(): number;
  now(): number;
  within(work: (tx: Tx) => Promise<unknown>): Promise<void>;
}

const ownerOf = (who: number) => ({ kind: 'member', id: who }) as const;

function crediting({
  world: { brandId, clawbacks, ledger, mergeBalances },
  next,
  now,
  within,
}: Teller): Pick<LedgerStory, 'earn' | 'clawBack' | 'merge' | 'settle'> {
  return {
    async earn(who, amount, days, terms = {}) {
      const expires = days === undefined ? {} : { expiresAtMs: now() + days * DAY_MS };
      const id = next();
      const posting = earningOn(brandId, id, who, amount, { ...expires, ...terms });
      const reference = { kind: 'event', id: String(id) } as const;
      await within((tx) =>
        ledger.post(tx, [{ ...posting, reference, occurredAtMs: now() }]).then(([result]) => result),
      );
      return posting.key;
    },
    async clawBack(who, sourceKey, due) {
      const reference = { kind: 'event', id: sourceKey.split(':')[1] as string } as const;
      const part = { owner: ownerOf(who), asset: 'points', due, policy: 'unlimited' } as const;
      const funder = { kind: 'system', id: 0 } as const;
      await within((tx) =>
        clawbacks.take(tx, [
          {
            ...{ brandId, key: `clawback:${next()}`, reference, sourceKey },
            ...{ occurredAtMs: now(), explanation: {}, parts: [{ ...part, funder }] },
          },
        ]),
      );
    },
    merge: (from, to) =>
      within((tx) => mergeBalances.carry(tx, { brandId, aliasId: from, keptId: to, mergeId: next() })),
    settle: (who) =>
      within((tx) => ledger.settleDue(tx, [{ brandId, owner: ownerOf(who), asset: 'points' }])),
  };
}

function holding({
  world: { brandId, holds },
  next,
  now,
  within,
}: Teller): Pick<LedgerStory, 'hold' | 'capture' | 'release' | 'restore'> {
  return {
    async hold(who, amount, forMs = DAY_MS) {
      const key = `hold:${next()}`;
      const purpose = 'order';
      await within((tx) =>
        holds.place(tx, {
          ...{ brandId, key, owner: ownerOf(who), asset: 'points', points: amount },
          ...{ purpose, untilMs: now() + forMs },
        }),
      );
      return key;
    },
    capture: (key, amount) =>
      within((tx) =>
        holds.capture(tx, {
          ...{ brandId, key, to: { kind: 'redemption' } },
          ...(amount === undefined ? {} : { points: amount }),
        }),
      ),
    release: (key, reinstateDays = 0) =>
      within((tx) => holds.release(tx, { brandId, key, reason: 'story', reinstateDays })),
    restore: (holdKey, amount, reinstateDays = 0) =>
      within((tx) =>
        holds.restore(tx, {
          ...{ brandId, holdKey, key: `restore:${next()}`, points: amount },
          ...{ occurredAtMs: now(), reinstateDays },
        }),
      ),
  };
}

function looking({ world: { db } }: Teller): Pick<LedgerStory, 'lots' | 'holdId'> {
  return {
    lots: (who) =>
      db.read((reader) =>
        reader.query(
          'SELECT id, remaining, held, expires_at_ms FROM points_lot WHERE owner_id = ? ORDER BY expires_at_ms, id',
          [who],
        ),
      ),
    holdId: async (key) => {
      const sql = 'SELECT id FROM points_hold WHERE hold_key = ?';
      const [row] = await db.read((reader) => reader.query<{ id: number }>(sql, [Buffer.from(key)]));
      return row?.id ?? 0;
    },
  };
}

/** A posting of the story's brand, for forging. */
export function posting(
  story: LedgerStory,
  key: string,
  kind: PostingKind,
  reference: PostingReference,
  entries: readonly Entry[],
): LedgerPosting {
  return {
    key,
    kind,
    reference,
    entries,
    brandId: story.brandId,
    occurredAtMs: story.now(),
    explanation: {},
  };
}

type Bucket = Entry['account']['bucket'];

/** Points of one member from one bucket to another, or to a bucket of HQ. */
export function moved(who: number, from: Bucket, to: Bucket, amount: number): Entry[] {
  const isOwners = to === 'available' || to === 'held' || to === 'pending';
  const other = isOwners
    ? { ...member(who), bucket: to }
    : { ...member(0), ownerKind: 'system' as const, bucket: to };
  return [
    { account: { ...member(who), bucket: from }, amount: -amount },
    { account: other, amount },
  ];
}
