import { floorRatio } from '../shared/integers';
import type { Earned } from './plan';

/** What 100 points are expected to cost the brand, in fen. */
export interface PointCosts {
  readonly points: number;
  readonly guidePoints: number;
}

/** What points are expected to cost, in whole fen. */
export const costFenOf = (costs: PointCosts, earned: Pick<Earned, 'points' | 'guidePoints'>): number =>
  floorRatio(earned.points, costs.points, 100) + floorRatio(earned.guidePoints, costs.guidePoints, 100);

/** What one order would have earned, and what it did. */
export interface TriedOrder extends Earned {
  readonly customerId: number;
  readonly tier: number;
  readonly layer: string;
  readonly postedPoints: number;
  readonly postedGuidePoints: number;
}

/** Adds up orders, in all and by tier and layer, with members counted once in each. */
export class BackTestTotals {
  private readonly total = new Group();
  private readonly byTier = new Map<number, Group>();
  private readonly byLayer = new Map<string, Group>();

  add(one: TriedOrder): void {
    this.total.add(one);
    groupOf(this.byTier, one.tier).add(one);
    groupOf(this.byLayer, one.layer).add(one);
  }

  result(costs: PointCosts) {
    const tiers = [...this.byTier].sort(([a], [b]) => a - b);
    const layers = [...this.byLayer].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      total: this.total.figures(costs),
      byTier: tiers.map(([level, group]) => ({ level, ...group.figures(costs) })),
      byLayer: layers.map(([layer, group]) => ({ layer, ...group.figures(costs) })),
      costFenPer100: costs,
    };
  }
}

class Group {
  points = 0;
  guidePoints = 0;
  private readonly members = new Set<number>();
  private orders = 0;
  private growth = 0;
  private postedPoints = 0;
  private postedGuidePoints = 0;

  add(one: TriedOrder): void {
    this.members.add(one.customerId);
    this.orders += 1;
    this.points += one.points;
    this.guidePoints += one.guidePoints;
    this.growth += one.growth;
    this.postedPoints += one.postedPoints;
    this.postedGuidePoints += one.postedGuidePoints;
  }

  figures(costs: PointCosts) {
    const { orders, points, guidePoints, growth, postedPoints, postedGuidePoints } = this;
    const costFen = costFenOf(costs, this);
    const posted = { points: postedPoints, guidePoints: postedGuidePoints };
    const postedCostFen = costFenOf(costs, posted);
    const members = this.members.size;
    const given = { points, guidePoints, growth, costFen };
    return { members, orders, ...given, postedPoints, postedGuidePoints, postedCostFen };
  }
}

function groupOf<K>(groups: Map<K, Group>, key: K): Group {
  const known = groups.get(key) ?? new Group();
  groups.set(key, known);
  return known;
}
