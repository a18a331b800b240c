import { Injectable } from '@nestjs/common';
import { earnPosting, judgeTier, schemeAt, type TierGift, type TierRules } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { CustomersService } from '../members';
import { Clawbacks, Ledger } from '../ledger';
import { upgradeBonuses } from './entities';
import { StandingsQueries } from './standings.queries';
import type { Judged } from './judged';

type GiftRow = RowOf<typeof upgradeBonuses>;

/**
 * Upgrade gifts: points once ever per person and level (TIERS-5), however often history is judged anew. The row and the
 * posting commit together.
 */
@Injectable()
export class UpgradeBonuses {
  constructor(
    private readonly queries: StandingsQueries,
    private readonly customers: CustomersService,
    private readonly ledger: Ledger,
    private readonly clawbacks: Clawbacks,
  ) {}

  /** Gives what was reached for the first time, and takes back what refunds made undeserved where the scheme says so. */
  async settle(tx: Tx, brandId: number, rules: TierRules, judged: readonly Judged[]): Promise<void> {
    const due = judged.filter(({ judgement }) => judgement.gifts.some(({ points }) => points > 0));
    if (due.length === 0) return;
    const given = await this.givenTo(tx, brandId, due);
    const { unusedGift } = schemeAt(rules, tx.nowMs()).scheme.refund;
    for (const one of due) {
      const rows = given.get(one.customerId) ?? [];
      const levels = new Set(rows.map(({ level }) => level));
      for (const gift of one.judgement.gifts) {
        if (gift.points > 0 && !levels.has(gift.level)) await this.give(tx, brandId, one.customerId, gift);
      }
      if (unusedGift === 'revoke') await this.takeBack(tx, brandId, rules, one, rows);
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
    const nowMs = tx.nowMs();
    const row = { brandId, customerId, level, givenAtMs: nowMs, points };
    if (!(await upgradeBonuses.insertNew(tx, row))) return;
    const key = `tier-gift:${customerId}:${level}`;
    const reference = { kind: 'tier', id: String(level) } as const;
    const explanation = {
      ...{ rule: 'tier-gift', level, points },
      ...{ schemeVersion: gift.schemeVersion, reachedAtMs: gift.atMs },
    };
    const posting = earnPosting({ key, reference, memberId: customerId, points });
    const [posted] = await this.ledger.post(tx, [{ ...posting, brandId, occurredAtMs: nowMs, explanation }]);
    if (!posted?.ok) throw new Error(`TIERS-5: an upgrade gift could not be posted: ${posted?.error.code}`);
    const transactionId = posted.value.id;
    await upgradeBonuses.set(tx, brandId, { customerId, level }, { transactionId });
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
    const standing = gifts.filter((row) => row.transactionId > 0 && row.revokedPoints === 0);
    if (standing.length === 0) return;
    const net = history.entries.map((entry) => ({ ...entry, effectiveAtMs: entry.atMs }));
    const nowMs = tx.nowMs();
    const deserved = judgeTier({ ...history, entries: net }, rules, nowMs).gifts.map(({ level }) => level);
    for (const row of standing.filter(({ level }) => !deserved.includes(level))) {
      const unused = await this.queries.leftOfLot(tx, row.transactionId);
      if (unused === 0) continue;
      const sourceKey = `tier-gift:${row.customerId}:${row.level}`;
      const owner = { kind: 'member', id: customerId } as const;
      const funder = { kind: 'system', id: 0 } as const;
      await this.clawbacks.take(tx, [
        {
          ...{
            brandId,
            key: `tier-gift-back:${row.customerId}:${row.level}`,
            sourceKey,
            occurredAtMs: nowMs,
          },
          reference: { kind: 'tier', id: String(row.level) },
          explanation: { rule: 'tier-gift-back', level: row.level, given: row.points, unused },
          parts: [{ owner, asset: 'points', due: unused, policy: 'within-balance', funder }],
        },
      ]);
      const given = { customerId: row.customerId, level: row.level };
      await upgradeBonuses.set(tx, brandId, given, { revokedPoints: unused });
    }
  }
}
