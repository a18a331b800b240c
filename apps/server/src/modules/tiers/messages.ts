import { Injectable } from '@nestjs/common';
import { dayOf, formatDay, grouped, levelAt, schemeAt, shortYuan, type TierRules } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import { TouchesService } from '../touches';
import { tierUpgraded, tierWillDowngrade } from './templates';
import type { Judged } from './judged';

/** News of levels that were reached longer ago come from an import; nobody is congratulated on last year. */
const FRESH_MS = 7 * 86_400_000;

/** What openings of a period look like: behind one of them a new warning may be given. */
const OPENINGS = new Set(['joined', 'upgrade', 'kept', 'downgrade', 'revoked']);

/** Tells members about their level: that they rose, and once per period that the level will fall. */
@Injectable()
export class TierMessages {
  constructor(private readonly touches: TouchesService) {}

  async tell(tx: Tx, brandId: number, rules: TierRules, judged: Judged): Promise<void> {
    await this.tellUpgrade(tx, brandId, rules, judged);
    await this.warn(tx, brandId, rules, judged);
  }

  private async tellUpgrade(tx: Tx, brandId: number, rules: TierRules, judged: Judged): Promise<void> {
    const { customerId, before, news, judgement } = judged;
    const upgrade = [...news].reverse().find(({ reason }) => reason === 'upgrade');
    const hasRisen = judgement.earnedLevel > (before?.earnedLevel ?? 0);
    if (!upgrade || !hasRisen || upgrade.atMs <= upgrade.recordedAtMs - FRESH_MS) return;
    const { name } = levelAt(schemeAt(rules, upgrade.recordedAtMs).scheme, judgement.earnedLevel);
    await this.touches.queue(tx, {
      ...{ brandId, customerId, template: tierUpgraded },
      key: `tier-up:${customerId}:${upgrade.id}`,
      values: { levelZh: name.zh, levelEn: name.en },
    });
  }

  /** `TierWillDowngrade`: late news that only shifts the warning within its period does not repeat it. */
  private async warn(tx: Tx, brandId: number, rules: TierRules, judged: Judged): Promise<void> {
    const { customerId, recorded, news, judgement } = judged;
    const warning = news.find(({ reason, atMs }) => reason === 'warned' && atMs === judgement.warnedAtMs);
    if (!warning) return;
    const opened = judgement.steps.filter(({ reason, atMs }) => OPENINGS.has(reason) && atMs <= warning.atMs);
    const sinceMs = opened[opened.length - 1]?.atMs ?? 0;
    if (recorded.some(({ reason, atMs }) => reason === 'warned' && atMs >= sinceMs)) return;
    const { scheme } = schemeAt(rules, warning.recordedAtMs);
    const held = levelAt(scheme, judgement.earnedLevel);
    const below = levelAt(scheme, judgement.earnedLevel - 1);
    await this.touches.queue(tx, {
      ...{ brandId, customerId, template: tierWillDowngrade },
      key: `tier-falls:${customerId}:${warning.atMs}`,
      values: {
        ...{ levelZh: held.name.zh, levelEn: held.name.en, lowerZh: below.name.zh, lowerEn: below.name.en },
        // The one deadline that the member's screen names too: the last day before the review, or before the fall.
        date: formatDay(dayOf((judgement.fallsAtMs || judgement.reviewAtMs) - 1, rules.zone)),
        missingZh: amount(scheme.basis, judgement.keepMissing, '成长值'),
        missingEn: amount(scheme.basis, judgement.keepMissing, 'growth'),
      },
    });
  }
}

/** `¥1,380`, `¥380.50`, or `1,380 成长值`. */
function amount(basis: 'growth' | 'net_spend', figure: number, unit: string): string {
  const digits = basis === 'growth' ? String(figure) : shortYuan(figure);
  return basis === 'growth' ? `${grouped(digits)} ${unit}` : `¥${grouped(digits)}`;
}
