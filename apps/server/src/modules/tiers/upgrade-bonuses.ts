import { Injectable } from '@nestjs/common';
import {
  earnPosting,
  judgeTier,
  schemeAt,
  type TierGift,
  type TierHistory,
  type TierRules,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { CustomersService, MergesService } from '../members';
import { Clawbacks, FactReader, LATE, LateFacts, Ledger } from '../ledger';
import { upgradeBonuses } from './entities';
import { StandingsQueries } from './standings.queries';
import type { Judged } from './judged';

type GiftRow = RowOf<typeof upgradeBonuses>;

/** A gift as the facts say it: 0 points for a level that was never reached. */
interface GiftOfFacts {
  readonly points: number;
  readonly atMs: number;
  readonly cause: string;
}

const keyOf = ({ customerId, level }: Pick<GiftRow, 'customerId' | 'level'>): string =>
  `tier-gift:${customerId}:${level}`;

const isMended = ({ reason }: { readonly reason: string }): boolean =>
  reason === 'restored' || reason === 'corrected';

const HQ = { kind: 'system', id: 0 } as const;

const figures = (points: number) => ({ points, growth: 0, guidePoints: 0 });

/**
 * Upgrade gifts: points once ever per person and level (TIERS-5), however often history is judged anew, dated to the
 * instant at which the level was reached (TIERS-7). The row and the posting commit together.
 */
@Injectable()
export class UpgradeBonuses {
  constructor(
    private readonly queries: StandingsQueries,
    private readonly customers: CustomersService,
    private readonly merges: MergesService,
    private readonly ledger: Ledger,
    private readonly clawbacks: Clawbacks,
    private readonly lateFacts: LateFacts,
    private readonly facts: FactReader,
  ) {}

  /** Gives what was reached for the first time, and takes back what refunds made undeserved where the scheme says so. */
  async settle(tx: Tx, brandId: number, rules: TierRules, judged: readonly Judged[]): Promise<void> {
    const due = judged.filter(
      ({ judgement, news }) => judgement.gifts.some(({ points }) => points > 0) || news.some(isMended),
    );
    if (due.length === 0) return;
    const given = await this.givenTo(tx, brandId, due);
    const { unusedGift } = schemeAt(rules, tx.nowMs()).scheme.refund;
    for (const one of due) {
      const rows = given.get(one.customerId) ?? [];
      const levels = new Set(rows.map(({ level }) => level));
      for (const gift of one.judgement.gifts) {
        if (gift.points > 0 && !levels.has(gift.level)) await this.give(tx, brandId, one.customerId, gift);
      }
      const standing = await this.putRight(
        tx,
        brandId,
        one,
        await this.giveBack(tx, brandId, rules, one, rows),
      );
      if (unusedGift === 'revoke') await this.takeBack(tx, brandId, rules, one, standing);
    }
  }

  /** What a person was given under any of the ids that became one. */
  private async givenTo(
    tx: Tx,
    brandId: number,
    judged: readonly Judged[],
  ): Promise<Map<number, readonly GiftRow[]>> {
    const ids = judged.map(({ customerId }) => customerId);
    const families = await this.customers.families(tx, { id: brandId }, ids);
    const customerId = [...families.values()].flat();
    const rows = await upgradeBonuses.select(tx, brandId, { customerId });
    return new Map(
      [...families].map(([id, family]) => [id, rows.filter((row) => family.includes(row.customerId))]),
    );
  }

  private async give(tx: Tx, brandId: number, customerId: number, gift: TierGift): Promise<void> {
    const { level, points } = gift;
    const givenAtMs = Math.min(gift.atMs, tx.nowMs());
    const row = { brandId, customerId, level, givenAtMs, points };
    if (!(await upgradeBonuses.insertNew(tx, row))) return;
    // What was spent or taken since then may have been this.
    const isLate = await this.isAmongPast(tx, brandId, customerId, givenAtMs);
    const key = keyOf(row);
    const reference = { kind: 'tier', id: String(level) } as const;
    const explanation = {
      ...{ rule: 'tier-gift', level, points },
      ...{ schemeVersion: gift.schemeVersion, reachedAtMs: gift.atMs },
    };
    const posting = earnPosting({ key, reference, memberId: customerId, points });
    const [posted] = await this.ledger.post(tx, [
      { ...posting, brandId, occurredAtMs: givenAtMs, explanation },
    ]);
    if (!posted?.ok) throw new Error(`TIERS-5: an upgrade gift could not be posted: ${posted?.error.code}`);
    const transactionId = posted.value.id;
    await upgradeBonuses.set(tx, brandId, { customerId, level }, { transactionId });
    if (isLate) await this.lateFacts.straighten(tx, brandId, [customerId], reference);
    else if (givenAtMs < tx.nowMs()) await this.lateFacts.again(tx, brandId, [customerId], reference);
  }

  /**
   * Late news may say that a level was reached at another instant, under a scheme that gave other points for it, or
   * never. The gift follows, where the programme settles. What people had while they were one stays as it was given.
   * @returns the gifts as they stand then
   */
  private async putRight(
    tx: Tx,
    brandId: number,
    { customerId, judgement, news }: Judged,
    rows: readonly GiftRow[],
  ): Promise<readonly GiftRow[]> {
    const wrong: { readonly row: GiftRow; readonly points: number; readonly atMs: number }[] = [];
    for (const row of rows) {
      if (row.transactionId === 0 || row.revokedPoints > 0) continue;
      const gift = judgement.gifts.find(({ level }) => level === row.level);
      const [points, atMs] = [gift?.points ?? 0, gift?.atMs ?? row.givenAtMs];
      const fromMs = Math.min(atMs, row.givenAtMs);
      const isElsewhere =
        points > 0 && atMs !== row.givenAtMs && (await this.isAmongPast(tx, brandId, customerId, fromMs));
      if (points !== row.points || isElsewhere) wrong.push({ row, points, atMs });
    }
    if (wrong.length === 0 || !(await this.facts.settles(tx, brandId, tx.nowMs()))) return rows;
    if ((await this.merges.everOf(tx, brandId, [customerId])).length > 0) return rows;
    const mended = news.find(isMended);
    const after = new Map(rows.map((row) => [row.level, row]));
    for (const { row, points, atMs } of wrong) {
      const cause = mended ? `${mended.causeKind}:${mended.causeId}` : `tier:${row.level}`;
      await this.giveAnew(tx, row, { points, atMs, cause });
      after.set(row.level, { ...row, points, givenAtMs: atMs });
    }
    const [{ row }] = wrong as [(typeof wrong)[number]];
    await this.lateFacts.straighten(tx, brandId, [customerId], { kind: 'tier', id: String(row.level) });
    return [...after.values()];
  }

  /** The whole goes, and comes anew with its own instant. */
  private async giveAnew(tx: Tx, row: GiftRow, to: GiftOfFacts): Promise<void> {
    const { brandId, customerId, level } = row;
    const sourceKey = keyOf(row);
    const reference = { kind: 'tier', id: String(level) } as const;
    const explanation = {
      ...{ rule: LATE.ofEarning, source: sourceKey, level, cause: to.cause, causeAtMs: to.atMs },
      ...{ before: figures(row.points), after: figures(to.points) },
    };
    const next = () => ({ brandId, key: `settle:${sourceKey}:${tx.nextId()}`, reference, explanation });
    if (to.points > 0) {
      const posting = earnPosting({ key: sourceKey, reference, memberId: customerId, points: to.points });
      const up = { ...posting, ...next(), kind: 'settle' as const, occurredAtMs: to.atMs };
      const [posted] = await this.ledger.post(tx, [up]);
      if (!posted?.ok) throw new Error(`TIERS-7: a gift could not be put right: ${posted?.error.code}`);
    }
    if (row.points > 0) {
      const owner = { kind: 'member', id: customerId } as const;
      // What the facts make of it, a debt or a loss, is said when the member's lots are put right by them.
      const part = { owner, asset: 'points', due: row.points, policy: 'unlimited', funder: HQ } as const;
      const down = { ...next(), kind: 'settle' as const, sourceKey, occurredAtMs: row.givenAtMs };
      await this.clawbacks.take(tx, [{ ...down, parts: [part] }]);
    }
    await upgradeBonuses.set(tx, brandId, { customerId, level }, { points: to.points, givenAtMs: to.atMs });
  }

  /** Whether points of a member went after an instant, or were owed. */
  private async isAmongPast(tx: Tx, brandId: number, memberId: number, atMs: number): Promise<boolean> {
    return (await this.lateFacts.lateAmong(tx, brandId, [{ memberId, atMs }], false)).length > 0;
  }

  /**
   * What was taken of a gift comes back where facts say by now that its level was deserved when it was given: the refund
   * that spoke against it was taken back. What was earned again later was given already.
   * @returns the gifts as they stand then
   */
  private async giveBack(
    tx: Tx,
    brandId: number,
    rules: TierRules,
    { customerId, history }: Judged,
    rows: readonly GiftRow[],
  ): Promise<readonly GiftRow[]> {
    const taken = rows.filter(({ revokedPoints }) => revokedPoints > 0);
    if (taken.length === 0) return rows;
    const deserved = new Map(
      deservedGifts(history, rules, tx.nowMs()).map(({ level, atMs }) => [level, atMs]),
    );
    const back = new Map<GiftRow, GiftRow>();
    for (const row of taken) {
      const { level, revokedPoints: points, givenAtMs } = row;
      if ((deserved.get(level) ?? Infinity) > givenAtMs) continue;
      const [reference, sourceKey] = [{ kind: 'tier', id: String(level) } as const, keyOf(row)];
      const posting = earnPosting({ key: sourceKey, reference, memberId: customerId, points });
      const explanation = {
        ...{ rule: LATE.ofEarning, source: sourceKey, level, cause: `tier:${level}`, causeAtMs: tx.nowMs() },
        ...{ before: figures(row.points - points), after: figures(row.points) },
      };
      const dated = { brandId, key: `settle:${sourceKey}:${tx.nextId()}`, occurredAtMs: givenAtMs };
      const [posted] = await this.ledger.post(tx, [{ ...posting, ...dated, kind: 'settle', explanation }]);
      if (!posted?.ok) throw new Error(`TIERS-5: a gift could not be given back: ${posted?.error.code}`);
      const change = { revokedPoints: 0, transactionId: posted.value.id };
      await upgradeBonuses.set(tx, brandId, { customerId: row.customerId, level }, change);
      await this.lateFacts.straighten(tx, brandId, [customerId], reference);
      back.set(row, { ...row, ...change });
    }
    return rows.map((row) => back.get(row) ?? row);
  }

  /**
   * A gift is undeserved when its level would never have been reached had every refund been known with its order. Its
   * unused part goes; what was used stays used. Once: what is earned again later was given already.
   */
  private async takeBack(
    tx: Tx,
    brandId: number,
    rules: TierRules,
    { customerId, history }: Judged,
    gifts: readonly GiftRow[],
  ): Promise<void> {
    const standing = gifts.filter(
      (row) => row.transactionId > 0 && row.points > 0 && row.revokedPoints === 0,
    );
    if (standing.length === 0) return;
    const nowMs = tx.nowMs();
    const deserved = deservedGifts(history, rules, nowMs).map(({ level }) => level);
    for (const row of standing.filter(({ level }) => !deserved.includes(level))) {
      const unused = await this.queries.leftOfLot(tx, row.transactionId);
      if (unused === 0) continue;
      const sourceKey = keyOf(row);
      const owner = { kind: 'member', id: customerId } as const;
      await this.clawbacks.take(tx, [
        {
          ...{
            brandId,
            key: `tier-gift-back:${row.transactionId}`,
            sourceKey,
            occurredAtMs: nowMs,
          },
          reference: { kind: 'tier', id: String(row.level) },
          explanation: { rule: 'tier-gift-back', level: row.level, given: row.points, unused },
          parts: [{ owner, asset: 'points', due: unused, policy: 'within-balance', funder: HQ }],
        },
      ]);
      const given = { customerId: row.customerId, level: row.level };
      await upgradeBonuses.set(tx, brandId, given, { revokedPoints: unused });
    }
  }
}

/** The gifts of levels that are reached where every refund is known with its order. */
function deservedGifts(history: TierHistory, rules: TierRules, nowMs: number): readonly TierGift[] {
  const net = history.entries.map((entry) => ({ ...entry, effectiveAtMs: entry.atMs }));
  return judgeTier({ ...history, entries: net }, rules, nowMs).gifts;
}
