import type { Messages } from '../../messages.zh';
import { reasonPlace } from '../../common/points/reasons.shared';
import { date, lastDate, moment, points, pointsChange } from '../../ui/format.shared';
import type { Step } from '../../ui/steps';
import type { LotMove, LotStory, PointsLot } from './points.resource';

/** What of a credit is still the owner's: usable, on its way, or on hold. */
export const leftOf = ({ pending, remaining, held }: PointsLot): number => pending + remaining + held;

/** The next date that matters: when it can be used, else until when. */
export function lotUntil(lot: PointsLot, nowMs: number, words: Messages): string {
  const t = words.points.lots;
  if (lot.isExpired) return t.expired;
  if (lot.pending > 0 && lot.activatesAtMs !== null && lot.activatesAtMs > nowMs)
    return t.activatesOn(date(lot.activatesAtMs, nowMs, words));
  return lot.expiresAtMs === null ? t.neverExpires : t.expiresOn(lastDate(lot.expiresAtMs, nowMs, words));
}

const looks: Readonly<Record<string, Step['look']>> = {
  activate: 'good',
  release: 'good',
  restore: 'good',
  hold: 'info',
  capture: 'primary',
  transfer: 'primary',
  clawback: 'danger',
  expire: 'danger',
};

/** What is said at the end of a step: a change of points as a figure. */
export interface StoryStep extends Omit<Step, 'end'> {
  readonly change: string | null;
}

/** The life of a credit: how it came, what happened, and what is still to come. */
export function storyOf({ lot, moves }: LotStory, nowMs: number, words: Messages): readonly StoryStep[] {
  const opened: StoryStep = {
    key: 'opened',
    title: words.points.lots.credited,
    hints: [moment(lot.openedAtMs, nowMs, words), ...placeOf(lot.reason, words)],
    look: 'good',
    change: pointsChange(lot.points),
  };
  const steps = moves.map((move, index) => stepOf(move, index, nowMs, words));
  return [opened, ...steps, ...aheadOf(lot, nowMs, words)];
}

function stepOf(move: LotMove, index: number, nowMs: number, words: Messages): StoryStep {
  const t = words.points.lots;
  const extension = move.expiresToMs === null ? [] : [t.extended(lastDate(move.expiresToMs, nowMs, words))];
  return {
    key: `${index}`,
    title: titleOf(move, words),
    hints: [moment(move.occurredAtMs, nowMs, words), ...placeOf(move.reason, words), ...extension],
    look: looks[move.kind],
    change: move.points === 0 ? null : pointsChange(move.points),
  };
}

function titleOf({ kind, reason }: LotMove, words: Messages): string {
  const t = words.points.lots;
  const purpose = reason.purpose ?? reason.about;
  if (kind === 'hold') return t.heldFor[purpose] ?? t.moves['hold'] ?? kind;
  if (kind === 'capture') return words.points.spentOn[purpose] ?? t.moves['capture'] ?? kind;
  return t.moves[kind] ?? words.points.kinds.adjustment;
}

/** Where, and under which order number. */
function placeOf(reason: LotMove['reason'], words: Messages): readonly string[] {
  const place = reasonPlace({ reason }, words);
  const order = reason.orderId === null ? null : `${words.points.order} ${reason.orderId}`;
  const text = [place, order].filter((part) => part !== null).join(' · ');
  return text === '' ? [] : [text];
}

function aheadOf(lot: PointsLot, nowMs: number, words: Messages): readonly StoryStep[] {
  const t = words.points.lots;
  const ahead: StoryStep[] = [];
  if (lot.pending > 0 && lot.activatesAtMs !== null && lot.activatesAtMs > nowMs) {
    const hints = [date(lot.activatesAtMs, nowMs, words)];
    ahead.push({ key: 'activates', title: t.willActivate, hints, look: 'ahead', change: null });
  }
  const left = leftOf(lot);
  if (left > 0 && lot.expiresAtMs !== null && lot.expiresAtMs > nowMs) {
    const hints = [t.expiresOn(lastDate(lot.expiresAtMs, nowMs, words))];
    ahead.push({ key: 'expires', title: t.willExpire(points(left)), hints, look: 'ahead', change: null });
  }
  return ahead;
}
