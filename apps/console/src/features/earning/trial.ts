import { decimalText, hundredthsOf } from '../../ui/decimal';
import type { UrlChanges } from '../../ui/query';
import { wallTextOf } from '../../ui/zone';

/** An order that might be, as its form has it. */
export interface Trial {
  readonly amountFen: number;
  /** `2026-11-21T20:00` in the brand's zone. */
  readonly wall: string;
  readonly tierLevel: number;
  readonly layer: string;
  readonly channel: string | null;
  readonly store: string | null;
  readonly item: string | null;
  readonly isBirthday: boolean;
  readonly hasGuide: boolean;
  readonly pointsToday: number;
}

const AMOUNT_FEN = 129_900;
const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** The order that an address describes; what it leaves out or has wrong is an ordinary order of now. */
export function trialFrom(params: URLSearchParams, nowMs: number, timeZone: string): Trial {
  const wall = params.get('paid') ?? '';
  const whole = (name: string, max: number, fallback: number) => {
    const value = params.get(name);
    return value !== null && /^\d{1,9}$/.test(value) && Number(value) <= max ? Number(value) : fallback;
  };
  return {
    amountFen: Math.max(0, hundredthsOf(params.get('amount') ?? '') ?? AMOUNT_FEN),
    wall: WALL.test(wall) && !Number.isNaN(Date.parse(`${wall}Z`)) ? wall : wallTextOf(nowMs, timeZone),
    tierLevel: whole('tier', 8, 1),
    layer: params.get('layer') ?? 'R4',
    channel: params.get('channel'),
    store: params.get('store'),
    item: params.get('item'),
    isBirthday: params.get('birthday') === 'yes',
    hasGuide: params.get('guide') !== 'no',
    pointsToday: whole('earned', 999_999_999, 0),
  };
}

/** The address of an order; everything that is as usual stays out of it. */
export const trialQuery = (trial: Trial): UrlChanges => ({
  amount: decimalText(trial.amountFen),
  paid: trial.wall,
  tier: String(trial.tierLevel),
  layer: trial.layer,
  channel: trial.channel,
  store: trial.store,
  item: trial.item,
  birthday: trial.isBirthday ? 'yes' : null,
  guide: trial.hasGuide ? null : 'no',
  earned: trial.pointsToday > 0 ? String(trial.pointsToday) : null,
});

/** The order as the trial route takes it: with an item it is one line of that item. */
export function orderOf({ wall: _wall, item, ...trial }: Trial, paidAtMs: number) {
  return {
    ...trial,
    paidAtMs,
    lines: item === null ? [] : [{ item, quantity: 1, amountFen: trial.amountFen }],
  };
}
