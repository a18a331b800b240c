import { greatestOf } from '../shared/lists';
import { assert } from '../shared/assert';
import { FigureBook } from './figure';
import {
  schemeAt,
  type QualifyingEntry,
  type TierCause,
  type TierChangeReason,
  type TierGift,
  type TierHistory,
  type TierJudgement,
  type TierPassTerm,
  type TierRules,
  type TierSchemeVersion,
  type TierStep,
} from './history';
import { levelAt, levelOfFigure } from './scheme';
import { graceEndMs, leavesAtMs, warningMs } from './window';

const REVIEW: TierCause = { kind: 'review', id: 0 };

/**
 * Where a member stands at an instant, by replaying everything that is known from joining on. The answer depends on
 * what happened and when, never on when it became known, so that late orders and refunds lead to the same state in any
 * order of arrival.
 *
 * At one instant the order is: what falls due by time, a new scheme, a revocation, entries, then passes.
 */
export function judgeTier(history: TierHistory, rules: TierRules, nowMs: number): TierJudgement {
  return new Replay(history, rules).run(nowMs);
}

class Replay {
  private readonly figures: FigureBook;
  private scheme: TierSchemeVersion;
  private readonly instants: readonly number[];
  private instant = 0;

  private earned = 0;
  private earnedSinceMs = 0;
  private level = 0;
  private sinceMs = 0;
  private passLevel = 0;
  private reviewAtMs = 0;
  private fallsAtMs = 0;
  private warnedAtMs = 0;
  private readonly steps: TierStep[] = [];
  private readonly gifts: TierGift[] = [];

  constructor(
    private readonly history: TierHistory,
    private readonly rules: TierRules,
  ) {
    this.scheme = schemeAt(rules, history.joinedAtMs);
    this.figures = new FigureBook(history.entries, this.scheme.scheme, rules.zone);
    this.instants = [
      ...rules.versions.map(({ startsAtMs }) => startsAtMs),
      ...history.revocations.map(({ atMs }) => atMs),
      ...history.passes.flatMap(({ startsAtMs, endsAtMs }) => [startsAtMs, endsAtMs]),
    ]
      .filter((atMs) => atMs > history.joinedAtMs)
      .sort((a, b) => a - b);
  }

  run(nowMs: number): TierJudgement {
    if (nowMs < this.history.joinedAtMs) return this.judgement(nowMs, this.history.joinedAtMs);
    this.join(this.history.joinedAtMs);
    let nextMs = this.nextMs();
    for (let lastMs = this.history.joinedAtMs; nextMs <= nowMs; nextMs = this.nextMs()) {
      assert(nextMs >= lastMs, 'TIERS-1', 'time goes forward in a replay');
      this.goTo((lastMs = nextMs));
    }
    return this.judgement(nowMs, nextMs);
  }

  private nextMs(): number {
    const given = this.instants[this.instant] ?? Infinity;
    return Math.min(given, this.figures.nextMs(), this.nextByTimeMs());
  }

  /** The fall, the review or the warning, whichever comes first. */
  private nextByTimeMs(): number {
    if (this.fallsAtMs > 0) return this.fallsAtMs;
    if (this.reviewAtMs === 0) return Infinity;
    const warnAtMs = this.warnAtMs();
    const isWarningAhead = this.warnedAtMs === 0 && warnAtMs > this.lookedAtMs;
    return isWarningAhead ? Math.min(warnAtMs, this.reviewAtMs) : this.reviewAtMs;
  }

  /** Up to where warnings were considered; later news looks again. */
  private lookedAtMs = 0;

  private join(atMs: number): void {
    this.earned = 1;
    this.earnedSinceMs = atMs;
    this.step('joined', atMs, 0, { kind: 'join', id: 0 });
    this.figures.enter(atMs);
    this.openPeriod(atMs);
    this.settle(atMs, { kind: 'join', id: 0 });
    this.changePasses(atMs, this.running(atMs));
  }

  private goTo(atMs: number): void {
    while ((this.instants[this.instant] ?? Infinity) <= atMs) this.instant += 1;
    if (this.fallsAtMs === atMs) this.fall(atMs);
    else if (this.reviewAtMs === atMs && this.fallsAtMs === 0) this.review(atMs);
    for (const version of this.rules.versions) if (version.startsAtMs === atMs) this.adopt(version);
    for (const revocation of this.history.revocations) {
      if (revocation.atMs === atMs) this.revoke(atMs, revocation.toLevel, revocation.id);
    }
    this.takeIn(atMs);
    this.changePasses(
      atMs,
      this.history.passes.filter((pass) => pass.startsAtMs === atMs),
    );
  }

  private takeIn(atMs: number): void {
    const beforehand = this.mayReviewAtOnce() ? this.figures.at(atMs) : 0;
    const entered = this.figures.enter(atMs);
    this.settle(atMs, causeOf(entered));
    const needed = this.threshold();
    const hasCrossed = beforehand >= needed && this.figures.at(atMs) < needed;
    if (entered.length > 0 && hasCrossed && this.mayReviewAtOnce()) this.failReview(atMs, causeOf(entered));
  }

  private mayReviewAtOnce(): boolean {
    return this.scheme.scheme.refund.review === 'at_once' && this.reviewAtMs > 0 && this.fallsAtMs === 0;
  }

  /** Lifts, keeps or warns by the figure of this instant. */
  private settle(atMs: number, cause: TierCause): void {
    this.lookedAtMs = atMs;
    const reached = levelOfFigure(this.scheme.scheme, this.figures.at(atMs));
    if (reached > this.earned) this.lift(atMs, reached, cause);
    else if (this.fallsAtMs > 0 && reached === this.earned) {
      this.openPeriod(atMs);
      this.step('kept', atMs, this.threshold(), cause);
    }
    this.considerWarning(atMs);
  }

  private lift(atMs: number, reached: number, cause: TierCause): void {
    for (let level = this.earned + 1; level <= reached; level += 1) {
      if (this.gifts.some((gift) => gift.level === level)) continue;
      const { giftPoints } = levelAt(this.scheme.scheme, level);
      this.gifts.push({ level, atMs, points: giftPoints, schemeVersion: this.scheme.version });
    }
    this.earned = reached;
    this.earnedSinceMs = atMs;
    this.openPeriod(atMs);
    this.step('upgrade', atMs, this.threshold(), cause);
  }

  private considerWarning(atMs: number): void {
    const isOpen = this.reviewAtMs > 0 && this.fallsAtMs === 0 && this.warnedAtMs === 0;
    if (!isOpen || atMs < this.warnAtMs()) return;
    const projected = this.figures.atReview(this.reviewAtMs);
    if (projected < this.threshold()) this.warn(atMs, projected);
  }

  private warn(atMs: number, figure: number): void {
    this.warnedAtMs = atMs;
    this.step('warned', atMs, this.threshold(), REVIEW, figure);
  }

  private review(atMs: number): void {
    const figure = this.figures.atReview(atMs);
    if (figure < this.threshold()) return this.failReview(atMs, REVIEW);
    this.openPeriod(atMs);
    this.step('kept', atMs, this.threshold(), REVIEW, figure);
  }

  private failReview(atMs: number, cause: TierCause): void {
    this.reviewAtMs = atMs;
    this.fallsAtMs = graceEndMs(atMs, this.scheme.scheme.graceDays, this.rules.zone);
    if (this.fallsAtMs === atMs) this.fall(atMs, cause);
    else if (this.warnedAtMs === 0) this.warn(atMs, this.figures.at(atMs));
  }

  private fall(atMs: number, cause: TierCause = REVIEW): void {
    const needed = this.threshold();
    this.earned -= 1;
    this.earnedSinceMs = atMs;
    this.openPeriod(atMs);
    this.step('downgrade', atMs, needed, cause);
  }

  /** A level that needs nothing has no review. */
  private openPeriod(atMs: number): void {
    const { window } = this.scheme.scheme;
    this.reviewAtMs = this.threshold() === 0 ? 0 : leavesAtMs(atMs, window, this.rules.zone);
    this.fallsAtMs = 0;
    this.warnedAtMs = 0;
  }

  /** A new scheme changes nobody's level downwards, unless there is no such level any more. */
  private adopt(version: TierSchemeVersion): void {
    const { startsAtMs: atMs, scheme } = version;
    this.scheme = version;
    this.figures.reframe(scheme);
    const cause: TierCause = { kind: 'scheme', id: version.version };
    if (this.earned > scheme.levels.length) {
      this.earned = scheme.levels.length;
      this.earnedSinceMs = atMs;
      this.openPeriod(atMs);
      this.step('downgrade', atMs, 0, cause);
    }
    if (this.threshold() === 0 || this.reviewAtMs === 0) this.openPeriod(atMs);
    else if (scheme.window.kind === 'calendar' && this.fallsAtMs === 0) {
      // The year must be over at the review; what was promised before is kept.
      this.reviewAtMs = leavesAtMs(this.reviewAtMs - 1, scheme.window, this.rules.zone);
    }
    this.settle(atMs, cause);
  }

  private revoke(atMs: number, toLevel: number, id: number): void {
    this.figures.forfeitBefore(atMs);
    // A pass that ends with it must not hide it.
    this.passLevel = this.passLevelAt(atMs);
    this.earned = Math.min(this.earned, toLevel);
    this.earnedSinceMs = atMs;
    this.openPeriod(atMs);
    this.step('revoked', atMs, 0, { kind: 'operator', id });
  }

  private changePasses(atMs: number, started: readonly TierPassTerm[]): void {
    this.passLevel = this.passLevelAt(atMs);
    for (const pass of this.history.passes) {
      // Cancelled before it began.
      if (pass.endsAtMs <= pass.startsAtMs) continue;
      const cause: TierCause = { kind: 'pass', id: pass.id };
      if (started.includes(pass)) this.step('pass_started', atMs, 0, cause);
      if (pass.endsAtMs === atMs) this.step('pass_ended', atMs, 0, cause);
    }
  }

  private passLevelAt(atMs: number): number {
    const levelMax = this.scheme.scheme.levels.length;
    return Math.max(0, greatestOf(this.running(atMs).map(({ level }) => Math.min(level, levelMax))));
  }

  private running(atMs: number): TierPassTerm[] {
    return this.history.passes.filter(({ startsAtMs, endsAtMs }) => startsAtMs <= atMs && atMs < endsAtMs);
  }

  private step(
    reason: TierChangeReason,
    atMs: number,
    needed: number,
    cause: TierCause,
    figure = this.figures.at(atMs),
  ): void {
    const toLevel = Math.max(this.earned, this.passLevel);
    const { version: schemeVersion } = this.scheme;
    this.steps.push({ reason, fromLevel: this.level, toLevel, atMs, schemeVersion, figure, needed, cause });
    if (toLevel !== this.level) this.sinceMs = atMs;
    this.level = toLevel;
  }

  private threshold(): number {
    return levelAt(this.scheme.scheme, this.earned).threshold;
  }

  private warnAtMs(): number {
    return warningMs(this.reviewAtMs, this.scheme.scheme.warningDays, this.rules.zone);
  }

  private judgement(nowMs: number, nextMs: number): TierJudgement {
    // Of equal ones the first given, in whatever order they were read.
    const running = this.running(nowMs).sort(
      (a, b) => b.level - a.level || b.endsAtMs - a.endsAtMs || a.id - b.id,
    );
    // Before what leaves next is asked for: what has left by now is forgotten here.
    const figure = this.figures.at(nowMs);
    const holdsUntilMs = Math.min(nextMs, this.figures.nextLeaveMs());
    return {
      level: this.level,
      sinceMs: this.sinceMs,
      earnedLevel: this.earned,
      earnedSinceMs: this.earnedSinceMs,
      figure: this.earned === 0 ? 0 : figure,
      reviewAtMs: this.reviewAtMs,
      fallsAtMs: this.fallsAtMs,
      warnedAtMs: this.warnedAtMs,
      keepMissing: this.keepMissing(nowMs),
      pass: (this.earned > 0 && running[0]) || null,
      dueAtMs: nextMs === Infinity ? null : nextMs,
      holdsUntilMs: holdsUntilMs === Infinity ? null : holdsUntilMs,
      steps: this.steps,
      gifts: this.gifts,
    };
  }

  private keepMissing(nowMs: number): number {
    if (this.reviewAtMs === 0) return 0;
    const figure = this.fallsAtMs > 0 ? this.figures.at(nowMs) : this.figures.atReview(this.reviewAtMs);
    return Math.max(0, this.threshold() - figure);
  }
}

/** Of several at one instant the largest stands for them; ties by id, so that the order of arrival does not show. */
function causeOf(entered: readonly QualifyingEntry[]): TierCause {
  const [first] = [...entered].sort(
    (a, b) => Math.abs(b.amount) - Math.abs(a.amount) || a.cause.id - b.cause.id,
  );
  return first?.cause ?? REVIEW;
}
