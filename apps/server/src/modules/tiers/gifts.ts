import { Inject, Injectable } from '@nestjs/common';
import { earnPosting, type TierGift, type TierRules } from '@liuliang/domain';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/db/statements';
import { CLOCK } from '../../platform/tokens';
import { CustomersService } from '../members';
import { PointsService } from '../points';
import type { Judged } from './judged';
import { StandingsStore, type GiftRow } from './standings.store';

/**
 * Upgrade gifts: points once ever per person and level (TIERS-5), however often history is judged anew. The row and the
 * posting commit together.
 */
@Injectable()
export class TierGifts {
  constructor(
    private readonly store: StandingsStore,
    private readonly customers: CustomersService,
    private readonly points: PointsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async settle(tx: Tx, brandId: number, _rules: TierRules, judged: readonly Judged[]): Promise<void> {
    const due = judged.filter(({ judgement }) => judgement.gifts.some(({ points }) => points > 0));
    if (due.length === 0) return;
    const given = await this.givenTo(tx, brandId, due);
    for (const { customerId, judgement } of due) {
      const levels = new Set((given.get(customerId) ?? []).map(({ level }) => level));
      for (const gift of judgement.gifts) {
        if (gift.points > 0 && !levels.has(gift.level)) await this.give(tx, brandId, customerId, gift);
      }
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
    const rows = await this.store.gifts(tx, [...families.values()].flat());
    return new Map(
      [...families].map(([id, family]) => [id, rows.filter((row) => family.includes(row.customerId))]),
    );
  }

  private async give(tx: Tx, brandId: number, customerId: number, gift: TierGift): Promise<void> {
    const { level, points } = gift;
    const nowMs = this.clock.nowMs();
    const row = { customerId, level, givenAtMs: nowMs, points, transactionId: 0, revokedPoints: 0 };
    if (!(await this.store.addGift(tx, brandId, row))) return;
    const key = `tier-gift:${customerId}:${level}`;
    const reference = { kind: 'tier', id: String(level) } as const;
    const explanation = {
      ...{ rule: 'tier-gift', level, points },
      ...{ schemeVersion: gift.schemeVersion, reachedAtMs: gift.atMs },
    };
    const posting = earnPosting({ key, reference, memberId: customerId, points });
    const [posted] = await this.points.post(tx, [{ ...posting, brandId, occurredAtMs: nowMs, explanation }]);
    if (!posted?.ok) throw new Error(`TIERS-5: an upgrade gift could not be posted: ${posted?.error.code}`);
    await this.store.noteGiftPosting(tx, customerId, level, posted.value.id);
  }
}
