import { routes } from '@liuliang/contract';
import { secondsOf, type CpuMeter } from './bench/cpu';
import { fullPace, measure, quickPace, type BenchCase, type CaseResult } from './bench/harness';
import { askAgain, wireRequest, type Load } from './bench/http-client';
import { judge, withCounted, type BenchReport, type Budget, type Ratio } from './bench/judge';
import { startServerProcess, type ServerProcess } from './bench/http-server';
import { MembersWorld, type Actor } from './bench/members-world';
import type { Scratch } from './bench/scratch';
import { serverProcess } from './bench/scratch.queries';
import type { CommandContext } from './command';

const CONNECTIONS = 32;
/** Requests that a member makes one behind the other before the phone is put away, and another member calls. */
const VISIT = 6;
const LIMIT = 'limit, trivial GET';
/** Statements of a member's read (HANDBOOK 24, DESIGN 9). */
const STATEMENTS_MAX = 3;
/** Codes for a round of scans: more than a round can use up. */
const SCANS = { full: 3_000, quick: 800 };
const API = '/api/v1';

/** A door: how it is asked, and how much of the trivial GET it must reach per second of processor time. */
interface Door {
  readonly name: string;
  readonly need: number;
  readonly isMemberRead?: boolean;
  prepare?(): Promise<void>;
  next(connection: number): Buffer | null;
}

/** What a door cost beside its speed, for each request. */
interface DoorResult extends CaseResult {
  /** Asked of the database, without those that begin and end transactions. */
  readonly statements: number;
  readonly bytes: number;
  /** Processor time of the database server; null where there is none of its own, or it is elsewhere. */
  readonly engineMs: number | null;
  /** Of the trivial GET, per second of processor time. */
  readonly ofLimit: number;
}

/**
 * The doors where people wait, against the trivial GET of the same server: a process of this build beside a filled
 * brand, asked over 32 kept connections by this process. Processor time is that of the server's process alone.
 */
export async function benchHttp(
  scratch: Scratch,
  quick: boolean,
  say: (text: string) => void,
  customers: number,
  options: CommandContext['options'],
): Promise<BenchReport> {
  const world = await MembersWorld.make(scratch, customers, say);
  const profileIn = options['profile'];
  const server = await startServerProcess(scratch.platform.env, {
    profileIn: typeof profileIn === 'string' ? profileIn : null,
  });
  try {
    const doors = doorsOf(world, scratch, quick ? SCANS.quick : SCANS.full).filter(chosen(options['only']));
    const gauge = new Gauge(server, await serverProcess(scratch.platform.db), scratch.cpu);
    const cases = doors.map((door) => gauge.caseOf(door));
    const measured = await measure(cases, quick ? quickPace : fullPace, gauge, say);
    const ratios = doors.slice(1).map(ratioOf);
    const report = judge('http', scratch.platform.db.engine, measured, { ratios });
    const results = report.results.map((one) => gauge.told(one, report));
    const counted = doors.flatMap((door) => statementsOf(door, results));
    for (const one of results) say(lineOf(one));
    return withCounted({ ...report, results }, counted);
  } finally {
    await server.stop();
  }
}

/** `--only home,tier`: these doors, and the limit. */
function chosen(only: string | boolean | undefined): (door: Door) => boolean {
  if (typeof only !== 'string') return () => true;
  const names = new Set([LIMIT, ...only.split(',')]);
  return ({ name }) => names.has(name);
}

const ratioOf = ({ name, need }: Door): Ratio => ({
  ratio: `${name}/trivial GET`,
  of: name,
  to: LIMIT,
  by: 'perCpuSecond',
  need,
});

type Counted = Pick<Budget, 'ratio' | 'need' | 'got'>;

function statementsOf({ name, isMemberRead }: Door, results: readonly DoorResult[]): Counted[] {
  const got = results.find((one) => one.case === name)?.statements;
  if (!isMemberRead || got === undefined) return [];
  const share = Number((STATEMENTS_MAX / Math.max(got, 0.01)).toFixed(2));
  return [{ ratio: `${STATEMENTS_MAX} statements/${name}`, need: 1, got: share }];
}

const lineOf = ({ case: name, ofLimit, statements, bytes, engineMs }: DoorResult): string =>
  `${name}: ${ofLimit} of the trivial GET, ${statements} statements, ${bytes} bytes` +
  (engineMs === null ? '' : `, ${engineMs} ms of the database server`);

/** Watches the server while it is asked: its processor time, its statements, and what the engine used. */
class Gauge {
  readonly countsEngine = false;
  private readonly sums = new Map<
    string,
    { done: number; statements: number; bytes: number; engine: number }
  >();

  constructor(
    private readonly server: ServerProcess,
    private readonly enginePid: number | null,
    private readonly client: CpuMeter,
  ) {}

  secondsUsed(): number {
    const seconds = secondsOf(this.server.pid);
    if (seconds === null)
      throw new Error('Processor time of the server cannot be seen here: this bench needs Linux');
    return seconds;
  }

  /** This process asks, so it and the engine belong to the bench as well. */
  secondsOfBench(): number {
    return this.client.secondsOfBench() + this.secondsUsed();
  }

  caseOf({ name, prepare, next }: Door): BenchCase {
    const run = async (forMs: number): Promise<Load> => {
      const [statements, engine] = [await this.server.statements(), this.engineSeconds()];
      const load = await askAgain(this.server.url, CONNECTIONS, forMs, next);
      const sum = this.sums.get(name) ?? { done: 0, statements: 0, bytes: 0, engine: 0 };
      this.sums.set(name, {
        done: sum.done + load.done,
        statements: sum.statements + (await this.server.statements()) - statements,
        bytes: sum.bytes + load.bytes,
        engine: sum.engine + this.engineSeconds() - engine,
      });
      return load;
    };
    return prepare ? { name, prepare, run } : { name, run };
  }

  told(result: CaseResult, { ratios }: BenchReport): DoorResult {
    const sum = this.sums.get(result.case) ?? { done: 1, statements: 0, bytes: 0, engine: 0 };
    const each = (all: number): number => Number((all / sum.done).toFixed(2));
    return {
      ...result,
      statements: each(sum.statements),
      bytes: Math.round(sum.bytes / sum.done),
      engineMs: this.enginePid === null ? null : each(sum.engine * 1000),
      ofLimit: ratios[`${result.case}/trivial GET`] ?? 1,
    };
  }

  private engineSeconds(): number {
    return this.enginePid === null ? 0 : (secondsOf(this.enginePid) ?? 0);
  }
}

function doorsOf(world: MembersWorld, { platform }: Scratch, scans: number): Door[] {
  const visits = new Visits(world.members);
  const trivial = wireRequest('GET', '/healthz');
  const visit = (method: string, path: string, body?: unknown) => visits.asking(method, path, body);
  const read = { isMemberRead: true };
  let codes: Buffer[] = [];
  const prepare = async (): Promise<void> => {
    const shown = await world.codes(scans);
    codes = shown.map((code, i) => {
      return askOf(routes.scanMemberCode.method, routes.scanMemberCode.path, at(world.guides, i), { code });
    });
  };
  const publicId = (i: number): string => platform.publicIds.encode('cus', at(world.members, i).customerId);
  const operator = { token: world.operator, customerId: 0 };
  let turn = 0;
  const {
    memberHome,
    myTier,
    pointsOverview,
    gifts,
    memberCode,
    inbox,
    guideCustomer,
    customers,
    customer360,
  } = routes;
  return [
    { name: LIMIT, need: 1, next: () => trivial },
    { name: 'home', need: 0.3, ...read, next: visit('GET', memberHome.path) },
    { name: 'tier', need: 0.3, ...read, next: visit('GET', myTier.path) },
    { name: 'overview', need: 0.3, ...read, next: visit('GET', pointsOverview.path) },
    { name: 'gifts', need: 0.15, ...read, next: visit('GET', gifts.path) },
    { name: 'code', need: 0.3, next: visit('POST', memberCode.path) },
    { name: 'inbox', need: 0.15, ...read, next: visit('GET', inbox.path) },
    { name: 'scan', need: 0.15, prepare, next: () => codes.pop() ?? null },
    {
      name: 'card',
      need: 0.15,
      next: () => {
        turn += 1;
        // Guides see those whose home is their store.
        const i = turn % world.members.length;
        return askOf('GET', guideCustomer.path.replace(':customerId', publicId(i)), at(world.guides, i));
      },
    },
    { name: 'list', need: 0.15, next: () => askOf('POST', customers.path, operator, {}) },
    {
      name: '360',
      need: 0.15,
      next: () => {
        turn += 1;
        return askOf('GET', customer360.path.replace(':customerId', publicId(turn)), operator);
      },
    },
  ];
}

const at = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;
const askOf = (method: string, path: string, { token }: Actor, body?: unknown): Buffer =>
  wireRequest(method, `${API}${path}`, { token, ...(body === undefined ? {} : { body }) });

/** Members who come one after the other on each connection, and make a few requests each. */
class Visits {
  private readonly left = new Map<number, { request: Buffer; times: number }>();
  private came = 0;

  constructor(private readonly members: readonly Actor[]) {}

  asking(method: string, path: string, body?: unknown): (connection: number) => Buffer {
    const own = new Visits(this.members);
    return (connection) => {
      const running = own.left.get(connection);
      if (running && running.times > 0) {
        running.times -= 1;
        return running.request;
      }
      const request = askOf(method, path, at(own.members, own.came), body);
      own.came += 1;
      own.left.set(connection, { request, times: VISIT - 1 });
      return request;
    };
  }
}
