import { dayOf, dayStartMs, NEVER_MS, type EarningRules } from '@liuliang/domain';

/** A credit and what is left of it. Whatever is asked of it is answered by looking at all of them again. */
interface Credit {
  readonly source: string;
  /** Since when it has been somebody's: of credits with one end the older goes first. */
  readonly sinceMs: number;
  /** Half-open, like all that is counted in local days. */
  readonly fromMs: number;
  untilMs: number;
  pending: number;
  left: number;
}

interface Held {
  readonly key: string;
  readonly placedMs: number;
  readonly untilMs: number;
  /** In the order in which they were taken. */
  parts: { readonly credit: Credit; points: number }[];
  captured: { readonly credit: Credit; points: number }[];
  isOpen: boolean;
}

/**
 * One member's points by the words of HANDBOOK 9 and 24, told strictly in the order in which things happened. Short and
 * slow: it knows nothing of lots, postings and corrections, and is never told anything late.
 */
export class Purse {
  private readonly credits: Credit[] = [];
  private readonly holds: Held[] = [];
  private debt = 0;
  /** What refunds left with the member because it was spent; it is owed again when the spend comes back. */
  private readonly writtenOff: { readonly atMs: number; points: number }[] = [];
  /** What could not be taken from points on hold, and is taken when they come back. */
  private stillDue = 0;
  private readonly expiredOf = new Map<string, number>();
  private readonly dueOf = new Map<string, number>();
  readonly totals = { issuance: 0, breakage: 0, write_off: 0, adjustment: 0, redemption: 0 };

  constructor(
    private readonly rules: EarningRules,
    private readonly zone: string,
  ) {}

  earn(atMs: number, source: string, points: number, fromMs: number, untilMs: number): void {
    this.goTo(atMs);
    if (points === 0) return;
    this.slide(atMs, 'earning');
    this.credit({ source, sinceMs: atMs, fromMs, untilMs, pending: points, left: 0 }, atMs);
    this.totals.issuance -= points;
  }

  fund(atMs: number, points: number, untilMs: number): void {
    this.goTo(atMs);
    this.credit({ source: 'hand', sinceMs: atMs, fromMs: 0, untilMs, pending: points, left: 0 }, atMs);
    this.totals.adjustment -= points;
  }

  /** @param share of what was earned, for all refunds so far */
  refund(atMs: number, source: string, share: number): void {
    this.goTo(atMs);
    const asked = Math.max(0, share - (this.expiredOf.get(source) ?? 0));
    const due = Math.max(0, asked - (this.dueOf.get(source) ?? 0));
    if (due === 0) return;
    this.dueOf.set(source, (this.dueOf.get(source) ?? 0) + due);
    this.totals.issuance += due;
    const own = this.credits.filter((credit) => credit.source === source);
    let missing = due;
    for (const credit of own) missing -= this.cut(credit, 'pending', missing);
    const wasPending = own.filter(({ fromMs }) => atMs < fromMs);
    const others = this.inTurn();
    const policy = this.rules.clawback.member;
    for (const credit of policy === 'only-pending' ? wasPending : [...own, ...others])
      missing -= this.cut(credit, 'left', missing);
    if (policy === 'unlimited') this.debt += missing;
    else if (policy === 'within-balance') this.leaveWithHolds(missing, atMs);
    else this.totals.write_off -= missing;
  }

  hold(atMs: number, key: string, points: number, untilMs: number): void {
    this.goTo(atMs);
    const parts: Held['parts'] = [];
    let missing = points;
    for (const credit of this.inTurn()) {
      const taken = this.cut(credit, 'left', missing);
      if (taken > 0) parts.push({ credit, points: taken });
      missing -= taken;
    }
    if (missing > 0) throw new Error('the stream paid for what it holds');
    this.holds.push({ key, placedMs: atMs, untilMs, parts, captured: [], isOpen: true });
  }

  /** What was held last is given back first, where less is taken than was held. */
  capture(atMs: number, key: string, points: number): void {
    this.goTo(atMs);
    const held = this.named(key);
    this.slide(atMs, 'redeeming');
    const all = held.parts.reduce((sum, part) => sum + part.points, 0);
    held.isOpen = false;
    const back = lastOf(held.parts, all - points);
    held.captured = held.parts.filter((part) => part.points > 0);
    held.parts = [];
    this.totals.redemption += points;
    // What is captured cannot be taken any more.
    const coverable = this.heldPoints() + back.reduce((sum, part) => sum + part.points, 0);
    if (this.stillDue > coverable) {
      const lost = this.stillDue - coverable;
      this.stillDue = coverable;
      this.writeOff(lost, atMs);
    }
    this.giveBack(atMs, back);
  }

  release(atMs: number, key: string): void {
    this.goTo(atMs);
    const held = this.named(key);
    held.isOpen = false;
    const back = held.parts;
    held.parts = [];
    this.giveBack(atMs, lastOf(back, Infinity));
  }

  restore(atMs: number, key: string, points: number): void {
    this.goTo(atMs);
    this.totals.redemption -= points;
    const held = this.named(key);
    this.giveBack(atMs, lastOf(held.captured, points), held);
  }

  /** Everything of somebody else is this person's from here on. */
  absorb(other: Purse, atMs: number): void {
    this.goTo(atMs);
    other.goTo(atMs);
    this.credits.push(...other.credits);
    this.credits.sort((a, b) => a.sinceMs - b.sinceMs);
    this.holds.push(...other.holds);
    this.debt += other.debt;
    this.stillDue += other.stillDue;
    this.writtenOff.push(...other.writtenOff);
    for (const [source, points] of other.expiredOf) this.expiredOf.set(source, points);
    for (const [source, points] of other.dueOf) this.dueOf.set(source, points);
    for (const kind of Object.keys(this.totals) as (keyof Purse['totals'])[])
      this.totals[kind] += other.totals[kind];
    this.repay();
  }

  /** Lets time pass: points come, holds lapse, points go, oldest first. */
  goTo(nowMs: number): void {
    for (;;) {
      const next = Math.min(
        ...this.credits.map((one) => (one.pending > 0 ? one.fromMs : Infinity)),
        ...this.credits.map((one) => (one.left > 0 ? one.untilMs : Infinity)),
        ...this.holds.map((one) => (one.isOpen ? one.untilMs : Infinity)),
      );
      if (next > nowMs) return;
      for (const credit of this.credits)
        if (credit.pending > 0 && credit.fromMs <= next) this.activate(credit);
      for (const held of this.holds) if (held.isOpen && held.untilMs <= next) this.lapse(held, next);
      for (const credit of this.credits) if (credit.left > 0 && credit.untilMs <= next) this.expire(credit);
    }
  }

  get figures() {
    const sum = (of: (credit: Credit) => number): number =>
      this.credits.reduce((all, one) => all + of(one), 0);
    return {
      // Owed already, though it is taken from what is on hold when that comes back.
      available: sum(({ left }) => left) - this.debt - this.stillDue,
      pending: sum(({ pending }) => pending),
      held: this.heldPoints(),
    };
  }

  /** Points that are there or wait, by their end: `until/from pending left`. */
  get lots(): string[] {
    const groups = new Map<string, { pending: number; left: number }>();
    for (const { fromMs, untilMs, pending, left } of this.credits) {
      if (pending + left === 0) continue;
      const key = `${untilMs}/${pending > 0 ? fromMs : 0}`;
      const group = groups.get(key) ?? { pending: 0, left: 0 };
      groups.set(key, { pending: group.pending + pending, left: group.left + left });
    }
    return [...groups].map(([key, { pending, left }]) => `${key} ${pending} ${left}`).sort();
  }

  private credit(credit: Credit, atMs: number): void {
    this.credits.push(credit);
    if (credit.fromMs <= atMs) this.activate(credit);
  }

  private activate(credit: Credit): void {
    credit.left += credit.pending;
    credit.pending = 0;
    this.repay();
  }

  private expire(credit: Credit): void {
    this.expiredOf.set(credit.source, (this.expiredOf.get(credit.source) ?? 0) + credit.left);
    this.totals.breakage += credit.left;
    credit.left = 0;
  }

  private lapse(held: Held, atMs: number): void {
    held.isOpen = false;
    const back = held.parts;
    held.parts = [];
    this.giveBack(atMs, lastOf(back, Infinity), null, true);
  }

  /** Into the credits they came from; where those are over, they are gone, or good for some days more. */
  private giveBack(
    atMs: number,
    parts: readonly { readonly credit: Credit; readonly points: number }[],
    spend: Held | null = null,
    isLapse = false,
  ): void {
    for (const { credit, points } of parts) {
      const isOver = credit.untilMs <= atMs;
      const days = isLapse ? 0 : this.rules.reinstateDays;
      if (isOver && days > 0) {
        const untilMs = dayStartMs(dayOf(atMs, this.zone) + days + 1, this.zone);
        this.credits.push({
          source: credit.source,
          sinceMs: atMs,
          fromMs: 0,
          untilMs,
          pending: 0,
          left: points,
        });
      } else credit.left += points;
    }
    const returned = parts.reduce((sum, { points }) => sum + points, 0);
    const repaid = spend ? this.oweAgain(spend, returned) : 0;
    const due = Math.min(this.stillDue, returned - repaid);
    this.stillDue -= due;
    this.debt += due;
    this.repay();
    for (const { credit } of parts) if (credit.left > 0 && credit.untilMs <= atMs) this.expire(credit);
  }

  /** What was written off after the points were reserved for this spend, the oldest first. @returns what is owed again */
  private oweAgain({ placedMs }: Held, returned: number): number {
    let left = returned;
    for (const written of this.writtenOff.filter(({ atMs }) => atMs >= placedMs)) {
      const owed = Math.min(written.points, left);
      written.points -= owed;
      left -= owed;
    }
    this.totals.write_off += returned - left;
    this.debt += returned - left;
    return returned - left;
  }

  private leaveWithHolds(missing: number, atMs: number): void {
    const later = Math.min(missing, Math.max(0, this.heldPoints() - this.stillDue));
    this.stillDue += later;
    this.writeOff(missing - later, atMs);
  }

  private writeOff(points: number, atMs: number): void {
    this.writtenOff.push({ atMs, points });
    this.totals.write_off -= points;
  }

  /** What is there repays what is owed, and then what waits for a hold: the next points repay a debt of any kind. */
  private repay(): void {
    for (const credit of this.inTurn()) {
      this.debt -= this.cut(credit, 'left', this.debt);
      this.stillDue -= this.cut(credit, 'left', this.stillDue);
    }
  }

  /** Activity moves the end of all points that are alive. */
  private slide(atMs: number, what: 'earning' | 'redeeming'): void {
    const { expiry } = this.rules;
    if (expiry.kind !== 'sliding' || (expiry.activity !== what && expiry.activity !== 'either')) return;
    const untilMs = dayStartMs(dayOf(atMs, this.zone) + expiry.days + 1, this.zone);
    for (const credit of this.credits) {
      const isThere = credit.pending + credit.left > 0 || this.isHeld(credit);
      if (isThere && credit.untilMs > atMs && credit.untilMs !== NEVER_MS)
        credit.untilMs = Math.max(credit.untilMs, untilMs);
    }
  }

  private isHeld(credit: Credit): boolean {
    return this.holds.some(({ parts }) => parts.some((part) => part.credit === credit));
  }

  /** What expires first is spent first. */
  private inTurn(): Credit[] {
    return [...this.credits].sort((a, b) => a.untilMs - b.untilMs);
  }

  private cut(credit: Credit, bucket: 'pending' | 'left', most: number): number {
    const points = Math.min(credit[bucket], most);
    credit[bucket] -= points;
    return points;
  }

  private heldPoints(): number {
    return this.holds.flatMap(({ parts }) => parts).reduce((sum, { points }) => sum + points, 0);
  }

  private named(key: string): Held {
    const held = this.holds.find((one) => one.key === key);
    if (!held) throw new Error('the stream placed what it settles');
    return held;
  }
}

/** Takes so many points off the end of a list. @returns what was taken, the last first */
function lastOf(
  parts: { readonly credit: Credit; points: number }[],
  points: number,
): { readonly credit: Credit; readonly points: number }[] {
  let left = points;
  return [...parts].reverse().flatMap((part) => {
    const taken = Math.min(part.points, left);
    left -= taken;
    part.points -= taken;
    return taken > 0 ? [{ credit: part.credit, points: taken }] : [];
  });
}
