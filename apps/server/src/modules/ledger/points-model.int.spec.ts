import * as fc from 'fast-check';
import { PointsModel, type PointsCommand, type PurseFigures } from '@liuliang/testkit';
import { NEVER_MS } from '@liuliang/domain';
import { openLedgerWorld, type LedgerWorld } from '../../testing/ledger';
import { AuditService } from '../ledger-audit';
import { Holds } from './holds';
import { LedgerJobs } from './jobs';
import type { LedgerPosting } from './posting-rows';
import { PointsReads } from './reads.service';

/** How many commands are played; `LEDGER_MODEL_COMMANDS=10000` plays the long game. */
const WANTED = Number(process.env['LEDGER_MODEL_COMMANDS'] ?? 1500);
const RUNS_AT_ONCE = 5;
const HOUR_MS = 3_600_000;
const FIRST_SEED = 20_261_122;

/** Answers that every game must have met: one that meets none of them proves little. */
const REACHED = [
  'earn: ok',
  'earn: LEDGER_KEY_REUSED',
  'hold: ok',
  'hold: POINTS_INSUFFICIENT n',
  'hold: LEDGER_KEY_REUSED',
  'capture: ok captured',
  'capture: HOLD_LAPSED',
  'release: ok released',
  'release: HOLD_SETTLED captured',
  'restore: ok n n',
  'claw: ok n n',
];

/** Members 1 and 2 earn and spend; 3 also gets what they transfer. */
const MEMBERS = [1, 2, 3] as const;

const anyStep = fc.record({
  act: fc.constantFrom(
    'earn',
    'earn',
    'hold',
    'hold',
    'capture',
    'release',
    'restore',
    'claw',
    'again',
    'forge',
  ),
  member: fc.constantFrom(...MEMBERS),
  points: fc.integer({ min: 1, max: 60 }),
  hours: fc.integer({ min: 0, max: 40 }),
  pick: fc.nat({ max: 30 }),
  policy: fc.constantFrom('unlimited' as const, 'within-balance' as const, 'only-pending' as const),
  throughWriter: fc.boolean(),
});
const anyRound = fc.record({
  /** Played side by side when there are several. */
  steps: fc.array(anyStep, { minLength: 1, maxLength: 4 }),
  passHours: fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 7, 30),
  jobRuns: fc.boolean(),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;
type Round = typeof anyRound extends fc.Arbitrary<infer T> ? T : never;

interface Move {
  readonly command: PointsCommand;
  readonly throughWriter: boolean;
}

/** A game on members of its own: what was played so far, and the model beside the real thing. */
class Game {
  /** Every state that explains what was seen so far: commands side by side may leave more than one. */
  private worlds: PointsModel[];
  /** How often each answer was given, to see that the game reaches all of them. */
  static readonly tally = new Map<string, number>();
  private readonly played: (Move & { readonly said: string })[] = [];
  private number = 0;

  constructor(
    private readonly world: LedgerWorld,
    private readonly run: number,
  ) {
    this.worlds = [new PointsModel(world.server.clock.nowMs())];
  }

  get commands(): number {
    return this.played.length;
  }

  async play(round: Round): Promise<void> {
    this.world.server.clock.pass(round.passHours * HOUR_MS);
    for (const world of this.worlds) world.nowMs = this.world.server.clock.nowMs();
    if (round.jobRuns) await this.world.server.get(LedgerJobs).settleDue();
    const moves = this.movesOf(round.steps);
    const said = await Promise.all(moves.map((move) => this.send(move)));
    this.played.push(...moves.map((move, i) => ({ ...move, said: said[i] as string })));
    moves.forEach(({ command }, i) => {
      const what = `${command.do}: ${(said[i] as string).replace(/\d+/g, 'n')}`;
      Game.tally.set(what, (Game.tally.get(what) ?? 0) + 1);
    });
    const seen = new Map<number, PurseFigures>();
    for (const member of MEMBERS) seen.set(this.id(member), await this.figures(member));
    this.worlds = this.explained(
      moves.map(({ command }) => command),
      said,
      seen,
    );
  }

  /** One of the worlds; they agree on everything that was seen. */
  private get model(): PointsModel {
    return this.worlds[0] as PointsModel;
  }

  /** The commands of a round: one clawback per earning, and no refund of what is being given to a friend. */
  private movesOf(steps: readonly Step[]): Move[] {
    const moves: Move[] = [];
    const about = new Set<string>();
    for (const step of steps) {
      const command = this.commandOf(step);
      if (!command) continue;
      const subject = subjectOf(command);
      if (subject !== '' && about.has(subject)) continue;
      about.add(subject);
      moves.push({ command, throughWriter: step.throughWriter });
    }
    return moves;
  }

  private commandOf(step: Step): PointsCommand | null {
    const nowMs = this.model.nowMs;
    const key = `m${this.run}:${(this.number += 1)}`;
    const member = this.id(step.member);
    const { hours, pick } = step;
    // Spending is small beside earning, or most of it would be refused.
    const points = step.act === 'earn' ? step.points * 3 : 1 + (step.points % 25);
    switch (step.act) {
      case 'earn': {
        const activatesAtMs = pick % 3 === 0 ? nowMs + hours * HOUR_MS + 1 : 0;
        const expiresAtMs = pick % 4 === 0 ? NEVER_MS : nowMs + hours * (1 + (pick % 6)) * HOUR_MS + 2;
        return { do: 'earn', key, member, points, activatesAtMs, expiresAtMs };
      }
      case 'hold':
        return { do: 'hold', key, member, points, untilMs: nowMs + (1 + hours) * HOUR_MS };
      case 'capture':
        return this.about('hold', pick, (hold) => ({
          do: 'capture',
          holdKey: hold.key,
          points: hours % 3 === 0 ? Math.min(points, hold.points) : hold.points,
          to: hours % 4 === 0 && hold.member !== this.id(3) ? this.id(3) : 0,
        }));
      case 'release':
        return this.about('hold', pick, (hold) => ({ do: 'release', holdKey: hold.key }));
      case 'restore':
        return this.about('hold', pick, (hold) =>
          this.mayTransfer(hold.key) ? null : { do: 'restore', key, holdKey: hold.key, points },
        );
      case 'claw':
        return this.about('earn', pick, (earning) => {
          const left = this.model.clawable(earning.key);
          const due = hours % 2 === 0 ? left : Math.min(points, left);
          return due === 0
            ? null
            : { do: 'claw', key, earnKey: earning.key, points: due, policy: step.policy };
        });
      case 'again':
        return (
          this.played[this.played.length - 1 - (pick % Math.max(this.played.length, 1))]?.command ?? null
        );
      default:
        return this.forged(pick, points);
    }
  }

  /** An earlier key with other content. */
  private forged(pick: number, points: number): PointsCommand | null {
    const earlier = this.played[pick % Math.max(this.played.length, 1)]?.command;
    const isForgeable = earlier?.do === 'earn' || earlier?.do === 'hold';
    return isForgeable ? { ...earlier, points: earlier.points + points } : null;
  }

  private about<K extends 'earn' | 'hold'>(
    kind: K,
    pick: number,
    make: (command: Extract<PointsCommand, { do: K }>) => PointsCommand | null,
  ): PointsCommand | null {
    const all = this.played.flatMap(({ command, said }) =>
      command.do === kind && (said === 'ok' || pick % 10 === 0)
        ? [command as Extract<PointsCommand, { do: K }>]
        : [],
    );
    const one = all[all.length - 1 - (pick % Math.max(all.length, 1))];
    return one ? make(one) : null;
  }

  /** Points that went to another member are theirs: such a capture is not refunded. */
  private mayTransfer(holdKey: string): boolean {
    return this.played.some(
      ({ command }) => command.do === 'capture' && command.holdKey === holdKey && command.to !== 0,
    );
  }

  /** The worlds after any order of these commands that gives the answers and the figures that were seen. */
  private explained(
    commands: readonly PointsCommand[],
    said: readonly string[],
    seen: ReadonlyMap<number, PurseFigures>,
  ): PointsModel[] {
    const [possible, tried] = [new Map<string, PointsModel>(), new Set<string>()];
    for (const before of this.worlds) {
      for (const order of permutations(commands.map((_, i) => i))) {
        const world = before.clone();
        const answers: string[] = [];
        for (const i of order) answers[i] = world.answer(commands[i] as PointsCommand);
        const figures = [...seen.keys()].map((member) => world.figures(member));
        tried.add(JSON.stringify([answers, figures]));
        const isSo = JSON.stringify([answers, figures]) === JSON.stringify([said, [...seen.values()]]);
        if (isSo) possible.set(world.state(), world);
      }
    }
    if (possible.size > 0) return [...possible.values()];
    const facts = JSON.stringify([said, [...seen.values()]]);
    throw new Error(`${JSON.stringify(commands)} gave ${facts}; possible was ${[...tried].join(' or ')}`);
  }

  private id(member: number): number {
    return this.run * 10 + member;
  }

  private async figures(member: number): Promise<PurseFigures> {
    const { world } = this;
    const holder = {
      brandId: world.brandId,
      ownerKind: 'member',
      ownerId: this.id(member),
      asset: 'points',
    } as const;
    const balance = await world.db.read((reader) => world.server.get(PointsReads).balanceOf(reader, holder));
    const { available, pending, held, debt } = balance;
    return { available, pending, held, debt };
  }

  private async send({
    command,
    throughWriter,
  }: {
    command: PointsCommand;
    throughWriter: boolean;
  }): Promise<string> {
    if (command.do !== 'earn' && command.do !== 'hold') return this.settle(command);
    const posting = command.do === 'earn' ? this.earning(command) : this.holding(command);
    const answer = throughWriter
      ? await this.world.writer.submit(posting)
      : (await this.world.db.run('test', (tx) => this.world.ledger.post(tx, [posting])))[0];
    if (!answer) throw new Error('a posting is answered');
    if (answer.ok) return 'ok';
    const { error } = answer;
    if (error.code === 'POINTS_INSUFFICIENT') return `${error.code} ${error.pointsMissing}`;
    return error.code === 'POINTS_IN_DEBT' ? `${error.code} ${error.debt}` : error.code;
  }

  private settle(command: Exclude<PointsCommand, { do: 'earn' | 'hold' }>): Promise<string> {
    const { db, brandId, server, clawbacks } = this.world;
    const holds = server.get(Holds);
    return db.run('test', async (tx) => {
      switch (command.do) {
        case 'capture': {
          const { holdKey, to } = command;
          const target = to === 0 ? ({ kind: 'redemption' } as const) : ({ kind: 'member', id: to } as const);
          const taken = { brandId, key: holdKey, to: target, points: command.points };
          const done = await holds.capture(tx, taken);
          if (done.ok) return `ok ${done.value.state}`;
          return done.error.code === 'HOLD_SETTLED' ? `HOLD_SETTLED ${done.error.state}` : done.error.code;
        }
        case 'release': {
          const done = await holds.release(tx, { brandId, key: command.holdKey, reason: 'test' });
          if (done.ok) return `ok ${done.value.state}`;
          return done.error.code === 'HOLD_SETTLED' ? `HOLD_SETTLED ${done.error.state}` : done.error.code;
        }
        case 'restore': {
          const { key, holdKey, points: back } = command;
          const occurredAtMs = this.model.nowMs;
          const done = await holds.restore(tx, { brandId, key, holdKey, points: back, occurredAtMs });
          if (done.ok) return `ok ${done.value.restored} ${done.value.expired}`;
          const { error } = done;
          if (error.code === 'HOLD_SETTLED') return `${error.code} ${error.state}`;
          return error.code === 'RESTORE_EXCEEDS' ? `${error.code} ${error.pointsLeft}` : error.code;
        }
        case 'claw': {
          const [done] = await clawbacks.take(tx, [this.clawback(command)]);
          const [part] = done?.parts ?? [];
          return `ok ${part?.taken} ${part?.writtenOff}`;
        }
      }
    });
  }

  private earning({
    key,
    member,
    points,
    activatesAtMs,
    expiresAtMs,
  }: Extract<PointsCommand, { do: 'earn' }>): LedgerPosting {
    const bucket = activatesAtMs === 0 ? 'available' : 'pending';
    const owner = { kind: 'member', id: member } as const;
    return {
      brandId: this.world.brandId,
      key,
      kind: 'earn',
      reference: eventOf(key),
      entries: [
        { account: { ownerKind: 'member', ownerId: member, asset: 'points', bucket }, amount: points },
        {
          account: { ownerKind: 'system', ownerId: 0, asset: 'points', bucket: 'issuance' },
          amount: -points,
        },
      ],
      lots: [{ owner, asset: 'points', activatesAtMs, expiresAtMs, storeId: 0 }],
      occurredAtMs: this.model.nowMs,
      explanation: {},
    };
  }

  private holding({ key, member, points, untilMs }: Extract<PointsCommand, { do: 'hold' }>): LedgerPosting {
    const account = { ownerKind: 'member', ownerId: member, asset: 'points' } as const;
    return {
      brandId: this.world.brandId,
      key,
      kind: 'hold',
      reference: { kind: 'manual', id: '0' },
      entries: [
        { account: { ...account, bucket: 'available' }, amount: -points },
        { account: { ...account, bucket: 'held' }, amount: points },
      ],
      hold: { purpose: 'order', untilMs },
      occurredAtMs: this.model.nowMs,
      explanation: {},
    };
  }

  private clawback({ key, earnKey, points, policy }: Extract<PointsCommand, { do: 'claw' }>) {
    const earning = this.played.find(({ command }) => command.do === 'earn' && command.key === earnKey);
    if (earning?.command.do !== 'earn') throw new Error('the game claws back what was earned');
    const part = {
      owner: { kind: 'member', id: earning.command.member },
      asset: 'points',
      due: points,
      policy,
      funder: { kind: 'system', id: 0 },
    } as const;
    return {
      brandId: this.world.brandId,
      key,
      reference: eventOf(earnKey),
      occurredAtMs: this.model.nowMs,
      explanation: {},
      sourceKey: earnKey,
      parts: [part],
    } as const;
  }
}

/** Each earning is about an event of its own: `m3:12` is the twelfth command of the third game. */
function eventOf(key: string) {
  const [run = 0, number = 0] = key.slice(1).split(':').map(Number);
  return { kind: 'event', id: String(run * 10_000 + number) } as const;
}

function subjectOf(command: PointsCommand): string {
  if (command.do === 'claw') return command.earnKey;
  const isGiven = command.do === 'capture' && command.to !== 0;
  return command.do === 'restore' || isGiven ? command.holdKey : '';
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((one, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [one, ...rest]),
  );
}

describe('points, for any commands in any order and side by side', () => {
  let world: LedgerWorld;

  beforeAll(async () => {
    world = await openLedgerWorld();
  });
  afterAll(() => world.server.close());

  it(`answers and adds up as the model does, over ${WANTED} commands, and passes the audit`, async () => {
    let [commands, run] = [0, 0];
    for (let seed = FIRST_SEED; commands < WANTED; seed += 1) {
      await fc.assert(
        fc.asyncProperty(fc.array(anyRound, { minLength: 5, maxLength: 25, size: 'max' }), async (rounds) => {
          const game = new Game(world, (run += 1));
          for (const round of rounds) await game.play(round);
          commands += game.commands;
        }),
        { numRuns: RUNS_AT_ONCE, seed },
      );
    }
    expect(commands).toBeGreaterThanOrEqual(WANTED);
    if (process.env['LEDGER_MODEL_COMMANDS']) process.stderr.write(`${JSON.stringify([...Game.tally])}\n`);
    expect([...Game.tally.keys()]).toEqual(expect.arrayContaining(REACHED));
    const { checks } = await world.server.get(AuditService).run(null);
    expect(checks.filter((check) => !check.ok)).toEqual([]);
  }, 1_800_000);
});
