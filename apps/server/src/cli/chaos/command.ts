import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from '../../demo/story/chance';
import { CommandError, type BareCommand, type BareContext } from '../command';
import { Book } from './book';
import { check } from './checks';
import { ask } from './client';
import { faults, type Fault } from './faults';
import { Load } from './load';
import { Newcomers } from './newcomers';
import type { Mode } from './place';
import { FIRST_YUAN, openWorld, type BreakableWorld } from './world';

const MODES: readonly Mode[] = ['embedded', 'server'];
const PEOPLE = 8;
/** Load before a fault strikes, in milliseconds, and after it is over. */
const BEFORE: readonly [number, number] = [200, 1_000];
const AFTER: readonly [number, number] = [100, 600];
/** Tokens live for a quarter of an hour. */
const RENEW_EVERY_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
const LOG_LINES = 40;

/** What a run in one mode came to. */
interface Report {
  readonly mode: Mode;
  readonly seed: number;
  readonly episodes: number;
  /** How often each kind was seen to happen. */
  readonly faults: Readonly<Record<string, number>>;
  readonly writes: Book['counts'];
  /** What got no answer, or one that says nothing, and which. */
  readonly unanswered: Readonly<Record<string, number>>;
  readonly welcomed: number;
  readonly problems: readonly string[];
}

export const chaos: BareCommand = {
  name: 'chaos',
  usage:
    'chaos --minutes N [--episodes N] [--seed N] [--mode embedded|server] --json   break private servers under load, and look whether a promise was broken',
  async runBare({ options, answer, say }) {
    if (process.platform !== 'linux')
      throw new CommandError('LINUX_NEEDED', 'chaos freezes processes as Linux does');
    const minutes = wholeOf(options, 'minutes', 10);
    const episodes = wholeOf(options, 'episodes', Number.MAX_SAFE_INTEGER);
    const seed = wholeOf(options, 'seed', 1);
    const modes = MODES.filter((mode) => options['mode'] === undefined || options['mode'] === mode);
    if (modes.length === 0) throw new CommandError('INPUT_INVALID', `--mode is one of: ${MODES.join(', ')}`);
    const reports: Report[] = [];
    for (const mode of modes) reports.push(await runIn(mode, { minutes, episodes, seed }, say));
    answer(reports, reports.flatMap(linesOf));
    return reports.every(({ problems }) => problems.length === 0) ? 0 : 1;
  },
};

function wholeOf(options: BareContext['options'], name: string, fallback: number): number {
  const given = options[name];
  if (given === undefined) return fallback;
  if (typeof given === 'string' && /^\d{1,9}$/.test(given) && Number(given) > 0) return Number(given);
  throw new CommandError('INPUT_INVALID', `--${name} needs a whole number above 0`);
}

interface Asked {
  readonly minutes: number;
  readonly episodes: number;
  readonly seed: number;
}

async function runIn(mode: Mode, asked: Asked, say: (text: string) => void): Promise<Report> {
  const world = await openWorld(mode);
  say(`${mode}: the servers are up`);
  try {
    const run = new Run(world, asked.seed);
    await run.begin();
    const endsAt = performance.now() + asked.minutes * MINUTE_MS;
    while (run.episodes < asked.episodes && performance.now() < endsAt && run.problems.length === 0)
      say(`${mode} ${await run.episode()}`);
    await run.end();
    if (run.problems.length > 0) say(lastLines(world.place.log));
    return { mode, ...run.report() };
  } finally {
    await world.close();
  }
}

/** Episodes on one world: load, a fault while it goes on, and a look at everything once it is over. */
class Run {
  episodes = 0;
  readonly problems: string[] = [];
  private readonly book: Book;
  private readonly newcomers: Newcomers;
  private readonly load: Load;
  private readonly seen = new Map<string, number>();
  private readonly kinds: readonly Fault[];
  private renewedAt = performance.now();

  constructor(
    private readonly world: BreakableWorld,
    private readonly seed: number,
  ) {
    const name = `s${seed}`;
    this.book = new Book(world.members.length);
    this.newcomers = new Newcomers(world, name);
    this.load = new Load(world, this.book, new Chance(seed, 'load'), name);
    this.kinds = faults.filter(({ modes }) => modes.includes(world.place.mode));
    for (const { name: kind } of this.kinds) this.seen.set(kind, 0);
  }

  async begin(): Promise<void> {
    const write = this.load.first(FIRST_YUAN);
    this.book.note(write, await ask((this.world.apis[0] as BreakableWorld['apis'][0]).url, write.asking));
  }

  /** @returns what happened, in words */
  async episode(): Promise<string> {
    this.episodes += 1;
    const chance = new Chance(this.seed, `episode ${this.episodes}`);
    // Each kind comes once before any comes again.
    const fault = this.kinds[(this.episodes - 1 + this.seed) % this.kinds.length] as Fault;
    const startedAt = performance.now();
    try {
      const wasSeen = await this.struck(fault, chance);
      if (wasSeen) this.seen.set(fault.name, (this.seen.get(fault.name) ?? 0) + 1);
      for (const problem of [
        ...(await check(this.world, this.book)),
        ...(await this.newcomers.settle(false)),
      ])
        this.problems.push(`episode ${this.episodes}, ${fault.name}: ${problem}`);
      await this.renewed();
    } catch (error) {
      this.problems.push(`episode ${this.episodes}, ${fault.name}: ${(error as Error).message}`);
    }
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    const { done, refused, unanswered } = this.book.counts;
    return `${this.episodes} ${fault.name}: ${seconds} s, ${done} done, ${refused} refused, ${unanswered} unanswered so far`;
  }

  /** What may take a while after the last fault. */
  async end(): Promise<void> {
    for (const problem of await this.newcomers.settle(true)) this.problems.push(`in the end: ${problem}`);
  }

  report(): Omit<Report, 'mode'> {
    const { seed, episodes, problems } = this;
    return {
      ...{ seed, episodes, problems },
      faults: Object.fromEntries(this.seen),
      writes: this.book.counts,
      unanswered: Object.fromEntries(this.book.unanswered),
      welcomed: this.newcomers.welcomed,
    };
  }

  private async struck(fault: Fault, chance: Chance): Promise<boolean> {
    let isOver = false;
    const loads = [this.load.run(PEOPLE, () => isOver), this.newcomers.run(() => isOver)];
    try {
      await pause(chance.between(BEFORE));
      return await fault.strike(this.world.place, chance);
    } finally {
      await pause(chance.between(AFTER));
      isOver = true;
      await Promise.all(loads);
    }
  }

  private async renewed(): Promise<void> {
    if (performance.now() - this.renewedAt < RENEW_EVERY_MS) return;
    await this.world.renew();
    this.renewedAt = performance.now();
  }
}

const lastLines = (file: string): string =>
  readFileSync(file, 'utf8').split('\n').slice(-LOG_LINES).join('\n');

function linesOf({ mode, seed, episodes, faults: seen, writes, welcomed, problems }: Report): string[] {
  const { done, refused, unanswered } = writes;
  return [
    `${mode}, seed ${seed}: ${episodes} episodes, ${done} writes done, ${refused} refused, ${unanswered} times no answer, ${welcomed} people welcomed`,
    ...Object.entries(seen).map(([name, count]) => `  ${name}: ${count}`),
    ...(problems.length === 0
      ? ['  nothing lost, nothing doubled']
      : problems.map((problem) => `FAILED ${problem}`)),
  ];
}
