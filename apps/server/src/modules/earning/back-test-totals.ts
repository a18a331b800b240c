import type { BackTest } from '@liuliang/contract';
import type { z } from 'zod';
import { settlementRates } from '../settlement';
import { settingsOf } from '../../platform/areas';
import type { Brand } from '../brands';
import { costFenOf } from './costs';

export type BackTestResult = NonNullable<z.output<typeof BackTest>['result']>;
type Costs = BackTestResult['total'];

/** What one order would have earned, and what it did. */
export interface Tried {
  readonly customerId: number;
  readonly tier: number;
  readonly layer: string;
  readonly points: number;
  readonly guidePoints: number;
  readonly growth: number;
  readonly postedPoints: number;
  readonly postedGuidePoints: number;
}

/** Adds up orders, in all and by tier and layer, with members counted once in each. */
export class BackTestTotals {
  private readonly total = new Group();
  private readonly byTier = new Map<number, Group>();
  private readonly byLayer = new Map<string, Group>();

  add(one: Tried): void {
    this.total.add(one);
    groupOf(this.byTier, one.tier).add(one);
    groupOf(this.byLayer, one.layer).add(one);
  }

  result(brand: Brand): BackTestResult {
    const tiers = [...this.byTier].sort(([a], [b]) => a - b);
    const layers = [...this.byLayer].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      total: this.total.costs(brand),
      byTier: tiers.map(([level, group]) => ({ level, ...group.costs(brand) })),
      byLayer: layers.map(([layer, group]) => ({ layer, ...group.costs(brand) })),
      costPerPointFen: { fen: settingsOf(brand, settlementRates).costFenPer100.points, points: 100 },
    };
  }
}

class Group {
  private readonly members = new Set<number>();
  private orders = 0;
  private points = 0;
  private guidePoints = 0;
  private growth = 0;
  private postedPoints = 0;
  private postedGuidePoints = 0;

  add(one: Tried): void {
    this.members.add(one.customerId);
    this.orders += 1;
    this.points += one.points;
    this.guidePoints += one.guidePoints;
    this.growth += one.growth;
    this.postedPoints += one.postedPoints;
    this.postedGuidePoints += one.postedGuidePoints;
  }

  costs(brand: Brand): Costs {
    const { orders, points, guidePoints, growth, postedPoints, postedGuidePoints } = this;
    const costFen = costFenOf(brand, points, guidePoints);
    const members = this.members.size;
    return { members, orders, points, guidePoints, growth, costFen, postedPoints, postedGuidePoints };
  }
}

function groupOf<K>(groups: Map<K, Group>, key: K): Group {
  const known = groups.get(key) ?? new Group();
  groups.set(key, known);
  return known;
}
