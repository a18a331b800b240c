import {
  dayOf,
  dayStartMs,
  judgeTier,
  lotDates,
  NEVER_MS,
  type EarningRules,
  type QualifyingEntry,
  type TierHistory,
} from '@liuliang/domain';
import { layerByHand, type HandEvent } from '@liuliang/testkit';
import { Purse } from './purse';
import type { Season } from './season';
import type { Fact, Stream, Who } from './streams';

type Order = Extract<Fact, { kind: 'order' }>;
type Refund = Extract<Fact, { kind: 'refund' }>;

interface LineReward {
  readonly line: number;
  readonly amountFen: number;
  readonly points: number;
  readonly growth: number;
  readonly guide: number;
}

/** What the words of the handbook say that a person of a stream ends with. */
export interface ExpectedPerson {
  readonly points: { readonly available: number; readonly pending: number; readonly held: number };
  readonly lots: readonly string[];
  readonly growth: number;
  readonly levels: readonly number[];
  readonly layers: readonly string[];
}

/** What they say that a stream ends in. */
export interface Expected {
  readonly people: readonly ExpectedPerson[];
  readonly guide: number;
  readonly funders: Readonly<Record<string, number>>;
}

const DAY_MS = 86_400_000;
const WINDOWS = { interaction: 90, purchase: 365 };
const DEPTHS: Readonly<Record<string, HandEvent['depth']>> = {
  'checkin.done': 'deep',
  shared: 'deep',
  'content.viewed': 'shallow',
};

/** While two people are one: after `fromMs`, up to and with `untilMs`. */
interface Together {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Everything is told in the order in which it happened, and nothing twice. */
export function expectedOf(stream: Stream, season: Season): Expected {
  const budget: Budget = { used: 0 };
  const at = (wanted: 'merge' | 'unmerge'): number => {
    const command = stream.commands.find(({ kind }) => kind === wanted);
    return command ? (season.stops[command.stop] as number) : Infinity;
  };
  const together = { fromMs: at('merge'), untilMs: at('unmerge') };
  const tellings = ([0, 1] as const).map((who) => new Telling(stream, season, who, budget, together));
  tellings[0]?.isMergedWith(tellings[1] as Telling);
  const happenings = tellings.flatMap((telling) => telling.happenings());
  for (const one of happenings.sort((a, b) => a.atMs - b.atMs)) one.tell();
  const ends = tellings.map((telling) => telling.end());
  const funders = new Map<string, number>();
  for (const [kind, points] of ends.flatMap(({ totals }) => Object.entries(totals)))
    funders.set(kind, (funders.get(kind) ?? 0) + points);
  return {
    people: ends.map(({ person }) => person),
    guide: sumOf(ends.map(({ guide }) => guide)),
    funders: Object.fromEntries(
      [...funders].filter(([kind, points]) => points !== 0 && kind !== 'redemption'),
    ),
  };
}

/** What people of one brand share. */
interface Budget {
  used: number;
}

/** One person of a stream. */
class Telling {
  private readonly rules: EarningRules;
  private readonly zone: string;
  private readonly facts: readonly Fact[];
  private readonly entries: QualifyingEntry[] = [];
  private readonly rewards = new Map<string, LineReward[]>();
  private readonly pointsOn = new Map<number, number>();
  private readonly eventsOn = new Map<string, { times: number; points: number }>();
  private purse: Purse;
  /** Who is this person too while they are together. */
  private alias: Telling | null = null;
  private growth = 0;
  private guide = 0;

  constructor(
    private readonly stream: Stream,
    private readonly season: Season,
    private readonly who: Who,
    private readonly budget: Budget,
    private readonly together: Together,
  ) {
    this.rules = stream.programme.rules;
    this.zone = stream.programme.zone;
    this.purse = new Purse(this.rules, this.zone);
    // Whose card it was at that instant, and of a refund whose order.
    const ownerOf = (fact: Fact): Who => {
      const own = fact.kind === 'refund' ? this.orderOf(fact) : fact;
      return this.areOne(own.atMs) ? 0 : own.who;
    };
    this.facts = stream.facts.filter((fact) => ownerOf(fact) === who).sort((a, b) => a.atMs - b.atMs);
  }

  /** What happens to this person, facts and what people do at the stops alike. */
  happenings(): { readonly atMs: number; readonly tell: () => void }[] {
    const own = this.stream.commands.filter((command) => this.whose(command) === this.who);
    const commands = own.map((command) => ({
      atMs: this.season.stops[command.stop] as number,
      tell: () => this.obey(command, this.season.stops[command.stop] as number),
    }));
    return [...this.facts.map((fact) => ({ atMs: fact.atMs, tell: () => this.tell(fact) })), ...commands];
  }

  isMergedWith(alias: Telling): void {
    if (this.together.fromMs !== Infinity) this.alias = alias;
  }

  /** Who places a hold settles it. */
  private whose(command: Stream['commands'][number]): Who {
    if ('who' in command) return command.who;
    if (!('key' in command)) return 0;
    const placed = this.stream.commands.find((one) => one.kind === 'hold' && one.key === command.key);
    return placed?.kind === 'hold' ? placed.who : 0;
  }

  private areOne(atMs: number): boolean {
    const { fromMs, untilMs } = this.together;
    return atMs > fromMs && atMs <= untilMs;
  }

  /** Whether they are one today; who was parted has what is theirs, as if they never had been. */
  private get isOneToday(): boolean {
    return this.areOne(Infinity);
  }

  end() {
    const nowMs = (this.season.stops[this.season.stops.length - 1] as number) + 1;
    this.purse.goTo(nowMs);
    const instants = [...this.season.stops, nowMs];
    if (this.who === 1 && this.isOneToday) return { person: nobody(instants), guide: this.guide, totals: {} };
    const person: ExpectedPerson = {
      points: this.purse.figures,
      lots: this.purse.lots,
      growth: this.growth + (this.isOneToday ? (this.alias?.growth ?? 0) : 0),
      levels: instants.map((atMs) => this.levelAt(atMs, this.isOneToday)),
      layers: instants.map((atMs) => this.layerOn(dayOf(atMs, this.zone), this.isOneToday)),
    };
    return { person, guide: this.guide, totals: this.purse.totals };
  }

  private orderOf({ order }: Refund): Order {
    return this.stream.facts.find(({ id }) => id === order) as Order;
  }

  private tell(fact: Fact): void {
    if (fact.kind === 'order') this.order(fact);
    else if (fact.kind === 'event') this.event(fact.id, fact.type, fact.atMs);
    else this.refund(fact);
  }

  private obey(command: Stream['commands'][number], atMs: number): void {
    switch (command.kind) {
      case 'fund':
        return this.purse.fund(atMs, command.points, command.expiresAtMs ?? NEVER_MS);
      case 'hold':
        return this.purse.hold(atMs, command.key, command.points, command.untilMs);
      case 'capture':
        return this.purse.capture(atMs, command.key, command.points);
      case 'release':
        return this.purse.release(atMs, command.key);
      case 'restore':
        return this.purse.restore(atMs, command.key, command.points);
      case 'merge':
        return this.absorb(atMs);
      case 'unmerge':
        // What is each side's own was told to its own purse.
        return;
    }
  }

  /** From here on the points of both are one, and so is what refunds take. */
  private absorb(atMs: number): void {
    if (!this.alias || !this.isOneToday) return;
    this.purse.absorb(this.alias.purse, atMs);
    this.alias.purse = this.purse;
  }

  private order(order: Order): void {
    const { amountFen, atMs, id } = order;
    const lines = order.lines.length > 0 ? order.lines : ([['', amountFen]] as const);
    const percents = lines.map(([item]) => this.percent(item, atMs));
    const weights = lines.map(([, fen], i) => BigInt(fen) * (percents[i] as bigint));
    const { base, growth: rate, guide } = this.rules;
    const uncut = Number(BigInt(sum(weights) * BigInt(base.points)) / BigInt(BigInt(base.perFen) * ONE));
    const points = this.cut(Math.min(uncut, this.rules.caps.perOrder ?? uncut), atMs);
    const growth = Math.floor((amountFen * rate.points) / rate.perFen);
    const linePoints = shares(points, weights);
    const lineGrowth = shares(
      growth,
      lines.map(([, fen]) => BigInt(fen)),
    );
    const permille = guide?.kind === 'share' ? guide.permille : 0;
    const lineGuide = shares(Math.floor((points * permille) / 1000), linePoints.map(BigInt));
    const rewards = lines.map(([, fen], i) => ({
      line: order.lines.length > 0 ? i + 1 : 0,
      amountFen: fen,
      points: linePoints[i] as number,
      growth: lineGrowth[i] as number,
      guide: lineGuide[i] as number,
    }));
    this.rewards.set(id, rewards);
    this.earn(id, atMs, points, this.rules.pendingDays);
    this.guide += sumOf(lineGuide);
    this.grow(atMs, atMs, growth);
    this.entries.push({ atMs, effectiveAtMs: atMs, basis: 'net_spend', amount: amountFen, cause: CAUSE });
  }

  private event(id: string, type: string, atMs: number): void {
    const reward = this.rules.events.find((one) => one.type === type);
    if (!reward) return;
    const key = `${dayOf(atMs, this.zone)} ${type}`;
    const before = this.eventsOn.get(key) ?? { times: 0, points: 0 };
    if (reward.timesPerDay !== null && before.times >= reward.timesPerDay) return;
    const ofType = Math.min(reward.points, Math.max(0, (reward.pointsPerDay ?? Infinity) - before.points));
    const points = this.cut(ofType, atMs, reward.growth > 0);
    if (points + reward.growth === 0) return;
    this.eventsOn.set(key, { times: before.times + 1, points: before.points + points });
    this.earn(id, atMs, points, 0);
    this.grow(atMs, atMs, reward.growth);
  }

  private refund(refund: Refund): void {
    const order = this.orderOf(refund);
    const [before, after] = [false, true].map((isIn) =>
      this.dueOf(order, (one) => one.atMs < refund.atMs || (isIn && one.id === refund.id)),
    ) as [Reward, Reward];
    this.purse.refund(refund.atMs, order.id, after.points);
    this.guide -= after.guide - before.guide;
    this.grow(order.atMs, refund.atMs, before.growth - after.growth);
    const back = { atMs: order.atMs, effectiveAtMs: refund.atMs, cause: CAUSE } as const;
    this.entries.push({ ...back, basis: 'net_spend', amount: -refund.amountFen });
  }

  /** For the refunds so far: of each line its own, and its part of those that name no line, by what is left of it. */
  private dueOf(order: Order, isIn: (refund: Refund) => boolean): Reward {
    const refunds = this.stream.facts.filter(
      (fact): fact is Refund => fact.kind === 'refund' && fact.order === order.id && isIn(fact),
    );
    const rewards = this.rewards.get(order.id) ?? [];
    const named = (line: number): number =>
      sumOf(refunds.flatMap(({ lines }) => lines.filter(([of]) => of === line).map(([, fen]) => fen)));
    const unnamed = sumOf(
      refunds.filter(({ lines }) => lines.length === 0).map(({ amountFen }) => amountFen),
    );
    const left = order.amountFen - sumOf(rewards.map(({ line }) => named(line)));
    const due = (of: (reward: LineReward) => number): number =>
      sumOf(
        rewards.map((reward) => {
          const [own, paid] = [BigInt(named(reward.line)), BigInt(reward.amountFen)];
          if (paid === 0n) return 0;
          const part = left === 0 ? own : own * BigInt(left) + BigInt(unnamed) * (paid - own);
          const whole = left === 0 ? paid : paid * BigInt(left);
          return Number(BigInt(BigInt(of(reward)) * part) / BigInt(whole));
        }),
      );
    return {
      points: due((one) => one.points),
      growth: due((one) => one.growth),
      guide: due((one) => one.guide),
    };
  }

  private earn(id: string, atMs: number, points: number, pendingDays: number): void {
    const today = dayOf(atMs, this.zone);
    const fromMs = pendingDays === 0 ? 0 : dayStartMs(today + pendingDays + 1, this.zone);
    const { expiresAtMs } = lotDates(this.rules, pendingDays, atMs, this.zone);
    this.purse.earn(atMs, id, points, fromMs, expiresAtMs);
  }

  /** The cap of the day, then the budget; what they leave counts towards both. */
  private cut(points: number, atMs: number, countsAnyway = true): number {
    const { caps, budget } = this.rules;
    const day = dayOf(atMs, this.zone);
    const today = this.pointsOn.get(day) ?? 0;
    const ofDay = Math.min(points, Math.max(0, (caps.perDay ?? Infinity) - today));
    const left = Math.max(0, (budget?.points ?? Infinity) - this.budget.used);
    const given = budget?.policy === 'reject' && left < ofDay ? 0 : Math.min(ofDay, left);
    if (given > 0 || countsAnyway) this.pointsOn.set(day, today + given);
    this.budget.used += given;
    return given;
  }

  private grow(atMs: number, effectiveAtMs: number, amount: number): void {
    this.growth += amount;
    if (amount !== 0) this.entries.push({ atMs, effectiveAtMs, basis: 'growth', amount, cause: CAUSE });
  }

  /** All multipliers of a line, in parts of ONE. */
  private percent(item: string, atMs: number): bigint {
    const { multipliers } = this.rules;
    const level = multipliers.tier.length > 0 ? this.levelAt(atMs - 1, this.areOne(atMs)) : 0;
    const layer =
      multipliers.layer.length > 0 ? this.layerOn(dayOf(atMs, this.zone) - 1, this.areOne(atMs)) : '';
    const percents = [
      ...multipliers.tier.filter((one) => one.level === level),
      ...multipliers.layer.filter((one) => one.code === layer),
      ...multipliers.item.filter(({ items }) => items.includes(item)),
    ].map(({ percent }) => percent);
    if (percents.length === 0) return ONE;
    if (multipliers.combine === 'highest') return BigInt(Math.max(...percents)) * 10_000n;
    if (multipliers.combine === 'sum')
      return BigInt(percents.reduce((all, one) => all + one - 100, 100)) * 10_000n;
    return percents.reduce((product, one) => (product * BigInt(one)) / 100n, ONE);
  }

  /** @param isMerged what is judged is the merged person, with the history of both */
  private levelAt(atMs: number, isMerged: boolean): number {
    const { scheme } = this.stream.programme;
    const history: TierHistory = {
      joinedAtMs: this.season.startMs - (20 - this.who) * DAY_MS,
      entries: isMerged ? [...this.entries, ...(this.alias?.entries ?? [])] : this.entries,
      passes: [],
      revocations: [],
    };
    return judgeTier(history, { zone: this.zone, versions: [{ version: 1, startsAtMs: 0, scheme }] }, atMs)
      .level;
  }

  private layerOn(day: number, isMerged: boolean): string {
    const known = isMerged ? [...this.facts, ...(this.alias?.facts ?? [])] : this.facts;
    const events = known.flatMap((fact): HandEvent[] => {
      const depth = fact.kind === 'event' ? DEPTHS[fact.type] : undefined;
      return depth ? [{ day: dayOf(fact.atMs, this.zone), depth }] : [];
    });
    const orders = known.flatMap((fact) => {
      if (fact.kind !== 'order') return [];
      const refunds = known.flatMap((one) =>
        one.kind === 'refund' && one.order === fact.id
          ? [{ day: dayOf(one.atMs, this.zone), amountFen: one.amountFen }]
          : [],
      );
      return [{ orderId: fact.id, paidDay: dayOf(fact.atMs, this.zone), amountFen: fact.amountFen, refunds }];
    });
    return layerByHand(events, orders, day, WINDOWS);
  }
}

/** Who was merged into somebody else. */
const nobody = (instants: readonly number[]): ExpectedPerson => ({
  points: { available: 0, pending: 0, held: 0 },
  lots: [],
  growth: 0,
  levels: instants.map(() => 0),
  layers: instants.map(() => 'none'),
});

interface Reward {
  readonly points: number;
  readonly growth: number;
  readonly guide: number;
}

const CAUSE = { kind: 'order', id: 0 } as const;
/** Three multipliers in percent are whole in parts of a millionth. */
const ONE = 1_000_000n;

const sum = (all: readonly bigint[]): bigint => all.reduce((total, one) => total + one, 0n);
const sumOf = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

/** Largest remainder, equal ones to the earlier. */
function shares(whole: number, weights: readonly bigint[]): number[] {
  const total = sum(weights);
  if (whole === 0 || total === 0n) return weights.map(() => 0);
  const given = weights.map((weight) => Number((BigInt(whole) * weight) / total));
  const rest = weights.map((weight) => (BigInt(whole) * weight) % total);
  for (let left = whole - sumOf(given); left > 0; left -= 1) {
    const next = rest.reduce((best, one, i) => (one > (rest[best] as bigint) ? i : best), 0);
    given[next] = (given[next] as number) + 1;
    rest[next] = -1n;
  }
  return given;
}
