import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../../apps/server/src/app.module';
import { parseCommandLine } from '../../apps/server/src/cli/arguments';
import { commands } from '../../apps/server/src/cli/commands';
import { contextOf } from '../../apps/server/src/cli/context';
import { readEnv } from '../../apps/server/src/platform/env';
import { openLog } from '../../apps/server/src/platform/log';
import { openPlatform, type Platform } from '../../apps/server/src/platform/platform';
import { schema } from '../../apps/server/src/areas';
import { prepareSchema } from '../../apps/server/src/testing/prepared-schema';
import { emptyDatabase } from '../../apps/server/src/testing/test-database';
import { HEADERS, type FileKind, type Lines } from './files';

const CLI = resolve(__dirname, '../../apps/server/dist/cli.js');
const SECRET = '00'.repeat(31) + '02';
const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;

/** Layers in the order of EXPECTED. */
export const LAYERS = ['none', 'R1', 'R2', 'R3', 'R4', 'R5'] as const;

export interface ImportAnswer {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly lines: number;
  readonly reasons: Readonly<Record<string, number>>;
}

export interface StarAnswer {
  readonly S: { readonly total: { readonly from: number; readonly to: number } };
  readonly A: {
    readonly flow: number[][];
    readonly forward: Record<string, number | null>;
    readonly stay: Record<string, number | null>;
    readonly reverse: Record<string, number | null>;
  };
  readonly R: {
    readonly total: { readonly orders: number; readonly repurchaseRate: number };
    readonly byLayer: Record<string, { readonly buyers: number }>;
  };
}

export interface GoodsAnswer {
  readonly buyers: number;
  readonly orders: number;
  readonly amountFen: number;
  readonly rows: readonly {
    readonly key: string;
    readonly buyers: number;
    readonly penetration: number;
    readonly orders: number;
    readonly amountFen: number;
  }[];
}

type Run = <T>(command: string, ...args: string[]) => Promise<T>;

/**
 * Brands on a database of its own, used as a data team does. Whatever writes goes through the built command line, one
 * process per command. Questions are asked by the same commands in this process, and once by each command in a process of
 * its own: starting a hundred of them would take longer than everything else.
 */
export class Shop {
  private constructor(
    private readonly env: Record<string, string>,
    private readonly folder: string,
    private readonly drop: () => Promise<void>,
    private readonly desk: { platform: Platform; app: INestApplicationContext },
  ) {}

  static async open(): Promise<Shop> {
    const database = await emptyDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'liuliang-data-'));
    const env = { ...database.env, LIULIANG_SECRET: SECRET, LOG_LEVEL: 'silent' };
    await prepareSchema(readEnv(env));
    const platform = await openPlatform(readEnv(env), schema, { log: openLog('silent') });
    const app = await NestFactory.createApplicationContext(AppModule.of(platform), { logger: false });
    return new Shop(env, folder, database.drop, { platform, app });
  }

  async close(): Promise<void> {
    await this.desk.app.close();
    await this.desk.platform.db.close();
    rmSync(this.folder, { recursive: true, force: true });
    await this.drop();
  }

  async brand(code: string, timeZone = 'Asia/Shanghai'): Promise<void> {
    await this.process('init', '--brand', code, '--time-zone', timeZone);
  }

  import(brand: string, kind: FileKind, lines: readonly string[]): Promise<ImportAnswer> {
    return this.process('import', kind, this.file(kind, lines), '--brand', brand);
  }

  async importAll(brand: string, { orders, events }: Lines): Promise<void> {
    if (events.length > 0) await this.import(brand, 'events', events);
    if (orders.length > 0) await this.import(brand, 'orders', orders);
  }

  /** Starts an import and kills it without warning once it has written something. @returns whether it was cut short */
  async importAndKill(brand: string, kind: FileKind, lines: readonly string[]): Promise<boolean> {
    const args = [CLI, 'import', kind, this.file(kind, lines), '--brand', brand, '--json'];
    const child = spawn(process.execPath, args, { env: this.fullEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr.once('data', () => child.kill('SIGKILL'));
    const signal = await new Promise((done) => child.once('exit', (_code, by) => done(by)));
    return signal === 'SIGKILL';
  }

  /** Questions about a brand, asked in this process. */
  ask(brand: string): Questions {
    return new Questions(brand, (...args) => this.here(...args));
  }

  /** The same questions; the first by each command is asked of the built command line. */
  askAsProcess(brand: string): Questions {
    const asked = new Set<string>();
    return new Questions(brand, (command, ...rest) => {
      if (asked.has(command)) return this.here(command, ...rest);
      asked.add(command);
      return this.process(command, ...rest);
    });
  }

  private async here<T>(...args: string[]): Promise<T> {
    const { name, words, options } = parseCommandLine([...args, '--json']);
    const command = commands.find((one) => one.name === name);
    let answer = '';
    const output = { say: () => undefined, write: (text: string) => void (answer += text) };
    if (!command || !('run' in command)) throw new Error(`There is no command ${name} on a database`);
    const code = await command.run(contextOf({ ...this.desk, words, options }, output));
    if (code !== 0) throw new Error(`${args.join(' ')} failed: ${answer}`);
    return JSON.parse(answer) as T;
  }

  private async process<T>(...args: string[]): Promise<T> {
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args, '--json'], {
      env: this.fullEnv(),
      maxBuffer: OUTPUT_BYTES_MAX,
    });
    return JSON.parse(stdout) as T;
  }

  private fullEnv(): NodeJS.ProcessEnv {
    // The runner's own database must not shine through: an empty variable is an absent one.
    return { PATH: process.env['PATH'], DATABASE_URL: '', REDIS_URL: '', ...this.env };
  }

  private file(kind: FileKind, lines: readonly string[]): string {
    const path = join(this.folder, `${kind}.csv`);
    writeFileSync(path, `${[HEADERS[kind], ...lines].join('\n')}\n`);
    return path;
  }
}

/** What a data team asks about a brand. */
export class Questions {
  constructor(
    private readonly brand: string,
    private readonly run: Run,
  ) {}

  /** Counts by layer in the order of LAYERS. */
  async layers(on: string, windows: readonly string[] = []): Promise<string> {
    type Answer = { counts: Record<string, number> };
    const { counts } = await this.run<Answer>('layers', '--on', on, '--brand', this.brand, ...windows);
    return LAYERS.map((layer) => counts[layer]).join();
  }

  star(from: string, to: string, windows: readonly string[] = []): Promise<StarAnswer> {
    return this.run('star', '--from', from, '--to', to, '--brand', this.brand, ...windows);
  }

  /** Who bought what. */
  goods(...options: string[]): Promise<GoodsAnswer> {
    return this.run('goods', ...options, '--brand', this.brand);
  }

  async goodsBoth(one: string, other: string, ...options: string[]): Promise<number> {
    type Answer = { buyers: number };
    const answer = await this.run<Answer>('goods', 'both', one, other, ...options, '--brand', this.brand);
    return answer.buyers;
  }

  /** Rejects when an invariant does not hold: the command then fails. */
  audit(): Promise<{ ok: boolean; checks: { id: string; ok: boolean; checked: number }[] }> {
    return this.run('audit');
  }
}

export const windows = (interaction: number, purchase: number): string[] => [
  ...['--wi', String(interaction)],
  ...['--wp', String(purchase)],
];

/** What is true of every STAR answer, whatever the data (EXPECTED 3, last line). */
export function expectSoundStar({ S, A }: StarAnswer): void {
  const assets = A.flow.slice(1);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  expect(sum(assets.map(sum))).toBe(S.total.from);
  expect(sum(A.flow.map((row) => sum(row.slice(1))))).toBe(S.total.to);
  LAYERS.slice(1).forEach((layer, i) => {
    const rates = [A.forward[layer], A.stay[layer], A.reverse[layer]];
    if (sum(assets[i] ?? []) === 0) expect(rates).toEqual([null, null, null]);
    else expect(sum(rates as number[])).toBeCloseTo(1, 12);
  });
}

/** A rate as EXPECTED prints it. */
export const shown = (rate: number | null | undefined): string | null =>
  rate === null || rate === undefined ? null : rate.toFixed(6);
