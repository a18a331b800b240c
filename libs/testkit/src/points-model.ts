/**
 * The points of a few members, as HANDBOOK 9 words them and as slowly as one likes: every purse is a list of lots that
 * is walked from end to end. It shares no line with the product; whatever the two say differently, one of them has wrong.
 */

/** A credit and what is left of it. */
interface Lot {
  /** Key of the earning that it goes back to; '' for what was never earned here. */
  readonly earnedBy: string;
  readonly activatesAtMs: number;
  readonly expiresAtMs: number;
  pending: number;
  remaining: number;
  held: number;
}

interface Part {
  readonly lot: Lot;
  readonly points: number;
}

interface Hold {
  readonly key: string;
  readonly points: number;
  readonly untilMs: number;
  readonly parts: readonly Part[];
  state: 'open' | 'captured' | 'released' | 'lapsed';
  captured: number;
  restored: number;
}

interface Purse {
  readonly lots: Lot[];
  readonly holds: Hold[];
  /** Oldest first; soft: only what is on hold may still bring it in. */
  debts: { points: number; readonly soft: boolean }[];
  /** Given up because it was spent, with how many holds there were: earlier spends that come back repay it. */
  readonly givenUp: { points: number; readonly holds: number }[];
}

export type ClawbackPolicyName = 'unlimited' | 'within-balance' | 'only-pending';

export type PointsCommand =
  | {
      readonly do: 'earn';
      readonly key: string;
      readonly member: number;
      readonly points: number;
      /** 0: available at once. */
      readonly activatesAtMs: number;
      readonly expiresAtMs: number;
    }
  | {
      readonly do: 'hold';
      readonly key: string;
      readonly member: number;
      readonly points: number;
      readonly untilMs: number;
    }
  /** `to`: a member who gets the points, or 0 when they are redeemed. */
  | { readonly do: 'capture'; readonly holdKey: string; readonly points: number; readonly to: number }
  | { readonly do: 'release'; readonly holdKey: string }
  | { readonly do: 'restore'; readonly key: string; readonly holdKey: string; readonly points: number }
  | {
      readonly do: 'claw';
      readonly key: string;
      readonly earnKey: string;
      readonly points: number;
      readonly policy: ClawbackPolicyName;
    };

/** What a member sees. */
export interface PurseFigures {
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  readonly debt: number;
}

interface Known {
  /** The command as it was, to tell a retry from another content under the same key. */
  readonly said: string;
  readonly answer: string;
}

export class PointsModel {
  private purses = new Map<number, Purse>();
  private known = new Map<string, Known>();
  private earned = new Map<string, { member: number; points: number; clawed: number }>();
  private holderOf = new Map<string, number>();
  private captures = new Map<string, string>();
  /** Of each earning, what expired unused. */
  private expired = new Map<string, number>();

  constructor(public nowMs: number) {}

  /** Another world that goes on from here, to try an order of events in. */
  clone(): PointsModel {
    const copy = new PointsModel(this.nowMs);
    // In one piece: holds and purses go on sharing their lots.
    const { purses, known, earned, holderOf, captures, expired } = this;
    return Object.assign(copy, structuredClone({ purses, known, earned, holderOf, captures, expired }));
  }

  /** Everything that can make a difference later, as text. */
  state(): string {
    const purses = [...this.purses].sort(([a], [b]) => a - b);
    const lotsOf = (purse: Purse, hold: Hold): unknown[] =>
      hold.parts.map(({ lot, points }) => [purse.lots.indexOf(lot), points]);
    return JSON.stringify(
      purses.map(([member, purse]) => [
        member,
        purse.debts,
        purse.givenUp,
        purse.lots,
        purse.holds.map((hold) => [hold.key, hold.state, hold.captured, hold.restored, lotsOf(purse, hold)]),
      ]),
    );
  }

  /** What all refunds may still take of an earning. */
  clawable(earnKey: string): number {
    const earning = this.earned.get(earnKey);
    return earning ? earning.points - earning.clawed : 0;
  }

  figures(member: number): PurseFigures {
    const purse = this.purseNow(member);
    const sum = (bucket: 'pending' | 'remaining' | 'held'): number =>
      purse.lots.reduce((total, lot) => total + lot[bucket], 0);
    return {
      available: sum('remaining') - owed(purse),
      pending: sum('pending'),
      held: sum('held'),
      debt: owed(purse),
    };
  }

  answer(command: PointsCommand): string {
    switch (command.do) {
      case 'earn':
        return this.once(command.key, command, () => this.earn(command));
      case 'hold':
        return this.hold(command);
      case 'capture':
        return this.capture(command);
      case 'release':
        return this.release(command);
      case 'restore':
        return this.restore(command);
      case 'claw':
        return this.claw(command);
    }
  }

  private once(key: string, content: unknown, work: () => string): string {
    const said = JSON.stringify(content);
    const before = this.known.get(key);
    if (before) return before.said === said ? before.answer : 'LEDGER_KEY_REUSED';
    const answer = work();
    if (answer.startsWith('ok')) this.known.set(key, { said, answer });
    return answer;
  }

  private earn(command: Extract<PointsCommand, { do: 'earn' }>): string {
    const { key, member, points, activatesAtMs, expiresAtMs } = command;
    const purse = this.purseNow(member);
    const [pending, remaining] = activatesAtMs === 0 ? [0, points] : [points, 0];
    purse.lots.push({ earnedBy: key, activatesAtMs, expiresAtMs, pending, remaining, held: 0 });
    repay(purse);
    this.earned.set(key, { member, points, clawed: 0 });
    return 'ok';
  }

  private hold(command: Extract<PointsCommand, { do: 'hold' }>): string {
    return this.once(command.key, command, () => {
      const { key, member, points, untilMs } = command;
      const purse = this.purseNow(member);
      if (owed(purse) > 0) return `POINTS_IN_DEBT ${owed(purse)}`;
      const there = purse.lots.reduce((sum, lot) => sum + lot.remaining, 0);
      if (there < points) return `POINTS_INSUFFICIENT ${points - there}`;
      const parts = take(purse.lots, 'remaining', points);
      for (const part of parts) part.lot.held += part.points;
      purse.holds.push({ key, points, untilMs, parts, state: 'open', captured: 0, restored: 0 });
      this.holderOf.set(key, member);
      return 'ok';
    });
  }

  private capture({ holdKey, points, to }: Extract<PointsCommand, { do: 'capture' }>): string {
    const found = this.find(holdKey);
    if (!found) return 'HOLD_UNKNOWN';
    const { purse, hold } = found;
    if (points > hold.points) return 'CAPTURE_EXCEEDS';
    const content = `${points}:${to}`;
    if (hold.state === 'captured') {
      return this.captures.get(holdKey) === content ? 'ok captured' : 'HOLD_SETTLED captured';
    }
    if (hold.state !== 'open') return hold.state === 'lapsed' ? 'HOLD_LAPSED' : `HOLD_SETTLED ${hold.state}`;
    let left = points;
    const receiver = to === 0 ? null : this.purseNow(to);
    for (const { lot, points: part } of hold.parts) {
      const gone = Math.min(part, left);
      left -= gone;
      lot.held -= part;
      lot.remaining += part - gone;
      if (receiver && gone > 0) {
        const { expiresAtMs, earnedBy } = lot;
        receiver.lots.push({ earnedBy, activatesAtMs: 0, expiresAtMs, pending: 0, remaining: gone, held: 0 });
      }
    }
    Object.assign(hold, { state: 'captured', captured: points });
    this.captures.set(holdKey, content);
    for (const one of receiver ? [purse, receiver] : [purse]) {
      repay(one);
      this.expire(one);
    }
    giveUpDebts(purse);
    return 'ok captured';
  }

  private release({ holdKey }: Extract<PointsCommand, { do: 'release' }>): string {
    const found = this.find(holdKey);
    if (!found) return 'HOLD_UNKNOWN';
    const { purse, hold } = found;
    if (hold.state === 'captured') return 'HOLD_SETTLED captured';
    if (hold.state !== 'open') return `ok ${hold.state}`;
    giveUp(purse, hold, 'released');
    this.expire(purse);
    return 'ok released';
  }

  private restore(command: Extract<PointsCommand, { do: 'restore' }>): string {
    const found = this.find(command.holdKey);
    if (!found) return 'HOLD_UNKNOWN';
    if (found.hold.state !== 'captured') return `HOLD_SETTLED ${found.hold.state}`;
    return this.once(command.key, command, () => {
      const { purse, hold } = found;
      const { points } = command;
      if (points > hold.captured - hold.restored) return `RESTORE_EXCEEDS ${hold.captured - hold.restored}`;
      let [skip, left, expired] = [hold.restored, points, 0];
      const place = purse.holds.indexOf(hold);
      const lots = new Set<Lot>();
      for (const { lot, points: taken } of capturedParts(hold).reverse()) {
        const usable = Math.max(taken - skip, 0);
        skip = Math.max(skip - taken, 0);
        const back = Math.min(usable, left);
        left -= back;
        lot.remaining += back;
        if (back > 0) lots.add(lot);
        if (lot.expiresAtMs <= this.nowMs) expired += back;
      }
      hold.restored += points;
      let wanted = points;
      for (const one of purse.givenUp) {
        if (one.holds <= place) continue;
        const taken = take([...lots], 'remaining', Math.min(one.points, wanted));
        const repaid = taken.reduce((sum, part) => sum + part.points, 0);
        one.points -= repaid;
        wanted -= repaid;
      }
      repay(purse);
      this.expire(purse);
      return `ok ${points} ${expired}`;
    });
  }

  private claw(command: Extract<PointsCommand, { do: 'claw' }>): string {
    const { key, earnKey, policy } = command;
    const before = this.known.get(key);
    if (before) return before.answer;
    const earning = this.earned.get(earnKey);
    if (!earning) throw new Error('the game claws back what was earned');
    const purse = this.purseNow(earning.member);
    // What expired unused is not owed again.
    const points = Math.max(0, command.points - (this.expired.get(earnKey) ?? 0));
    const own = purse.lots.filter((lot) => lot.earnedBy === earnKey);
    const sum = (lots: readonly Lot[], bucket: 'pending' | 'remaining' | 'held'): number =>
      lots.reduce((total, lot) => total + lot[bucket], 0);
    const pending = Math.min(points, sum(own, 'pending'));
    const wasPending = own.filter((lot) => this.nowMs < lot.activatesAtMs);
    const limits: Record<ClawbackPolicyName, number> = {
      unlimited: Number.MAX_SAFE_INTEGER,
      'within-balance': sum(purse.lots, 'remaining') + Math.max(0, sum(purse.lots, 'held') - owed(purse)),
      'only-pending': sum(wasPending, 'remaining'),
    };
    const available = Math.min(points - pending, limits[policy]);
    take(own, 'pending', pending);
    const inLots = Math.min(available, sum(purse.lots, 'remaining'));
    const first = Math.min(inLots, sum(own, 'remaining'));
    take(own, 'remaining', first);
    take(purse.lots, 'remaining', inLots - first);
    if (available > inLots)
      purse.debts.push({ points: available - inLots, soft: policy === 'within-balance' });
    if (policy === 'within-balance') {
      const lost = points - pending - available;
      if (lost > 0) purse.givenUp.push({ points: lost, holds: purse.holds.length });
    }
    earning.clawed += command.points;
    const answer = `ok ${pending + available} ${points - pending - available}`;
    this.known.set(key, { said: '', answer });
    return answer;
  }

  private find(holdKey: string): { readonly purse: Purse; readonly hold: Hold } | null {
    const member = this.holderOf.get(holdKey);
    if (member === undefined) return null;
    const purse = this.purseNow(member);
    return { purse, hold: purse.holds.find(({ key }) => key === holdKey) as Hold };
  }

  private expire(purse: Purse): void {
    for (const lot of purse.lots) if (lot.expiresAtMs <= this.nowMs) this.gone(lot);
  }

  private gone(lot: Lot): void {
    this.expired.set(lot.earnedBy, (this.expired.get(lot.earnedBy) ?? 0) + lot.remaining);
    lot.remaining = 0;
  }

  /** A purse at this instant: activations, lapses and expiries up to now have happened, oldest first. */
  private purseNow(member: number): Purse {
    let purse = this.purses.get(member);
    if (!purse) this.purses.set(member, (purse = { lots: [], holds: [], debts: [], givenUp: [] }));
    for (;;) {
      const next = nextOf(purse, this.nowMs, (lot) => this.gone(lot));
      if (!next) return purse;
      next.happen();
    }
  }
}

/** What happens first of all that is due; at one instant points first come, then go. */
function nextOf(
  purse: Purse,
  nowMs: number,
  expired: (lot: Lot) => void,
): { readonly atMs: number; happen(): void } | null {
  const due: { atMs: number; turn: number; happen(): void }[] = [];
  for (const lot of purse.lots) {
    if (lot.pending > 0 && lot.activatesAtMs <= nowMs) {
      due.push({ atMs: lot.activatesAtMs, turn: 0, happen: () => activate(purse, lot) });
    }
    if (lot.remaining > 0 && lot.expiresAtMs <= nowMs) {
      due.push({ atMs: lot.expiresAtMs, turn: 2, happen: () => expired(lot) });
    }
  }
  for (const hold of purse.holds) {
    if (hold.state !== 'open' || hold.untilMs > nowMs) continue;
    due.push({ atMs: hold.untilMs, turn: 1, happen: () => giveUp(purse, hold, 'lapsed') });
  }
  return due.sort((a, b) => a.atMs - b.atMs || a.turn - b.turn)[0] ?? null;
}

function activate(purse: Purse, lot: Lot): void {
  lot.remaining += lot.pending;
  lot.pending = 0;
  repay(purse);
}

function giveUp(purse: Purse, hold: Hold, state: 'released' | 'lapsed'): void {
  for (const { lot, points } of hold.parts) {
    lot.held -= points;
    lot.remaining += points;
  }
  hold.state = state;
  repay(purse);
}

const owed = ({ debts }: Purse): number => debts.reduce((sum, { points }) => sum + points, 0);

/** What is there repays what is owed, earliest expiry first, the oldest debt first. */
function repay(purse: Purse): void {
  const there = purse.lots.reduce((sum, lot) => sum + lot.remaining, 0);
  let left = Math.min(there, owed(purse));
  take(purse.lots, 'remaining', left);
  for (const debt of purse.debts) {
    const points = Math.min(debt.points, left);
    debt.points -= points;
    left -= points;
  }
  purse.debts = purse.debts.filter(({ points }) => points > 0);
}

/** What is owed softly and no hold can bring in any more is given up, the newest first. */
function giveUpDebts(purse: Purse): void {
  const held = purse.lots.reduce((sum, lot) => sum + lot.held, 0);
  const hard = purse.debts.reduce((sum, { points, soft }) => sum + (soft ? 0 : points), 0);
  let excess = owed(purse) - hard - Math.max(0, held - hard);
  for (const debt of [...purse.debts].reverse()) {
    if (!debt.soft || excess <= 0) continue;
    const points = Math.min(debt.points, excess);
    debt.points -= points;
    excess -= points;
    purse.givenUp.push({ points, holds: purse.holds.length });
  }
  purse.debts = purse.debts.filter(({ points }) => points > 0);
}

/** Takes points, earliest expiry first, of equals the older lot. */
function take(lots: readonly Lot[], bucket: 'pending' | 'remaining', points: number): Part[] {
  let left = points;
  const parts: Part[] = [];
  const inTurn = lots.map((lot, age) => ({ lot, age }));
  inTurn.sort((a, b) => a.lot.expiresAtMs - b.lot.expiresAtMs || a.age - b.age);
  for (const { lot } of inTurn) {
    const taken = Math.min(lot[bucket], left);
    if (taken <= 0) continue;
    lot[bucket] -= taken;
    left -= taken;
    parts.push({ lot, points: taken });
  }
  return parts;
}

/** What the capture took for good: the first points in the order of consumption. */
function capturedParts({ parts, captured }: Hold): Part[] {
  let left = captured;
  return parts.map(({ lot, points }) => {
    const gone = Math.min(points, left);
    left -= gone;
    return { lot, points: gone };
  });
}
