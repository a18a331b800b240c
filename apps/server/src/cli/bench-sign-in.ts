import { errors, routes } from '@liuliang/contract';
import { secondsOf } from './bench/cpu';
import { measure, type BenchCase, type Pace } from './bench/harness';
import { askSteadily, wireRequest } from './bench/http-client';
import { startServerProcess, type ServerProcess } from './bench/http-server';
import { judge, type BenchReport } from './bench/judge';
import { MembersWorld, type Actor } from './bench/members-world';
import type { Scratch } from './bench/scratch';

/** Members who open their home, a second. */
const HOMES = 50;
/** Strangers who try to sign in, a second, each from another address and by another name. */
const SIGN_INS = 200;
/** What a member waits without them, of what they wait beside them: a third at least. */
const SHARE_MIN = 0.33;
/** What strangers hear: a wrong password, which was hashed, or that there is no place. */
const [HASHED, BUSY] = [errors.CREDENTIALS_WRONG.status, errors.SIGN_IN_BUSY.status];
const API = '/api/v1';
/** Long rounds: a ninety-ninth of few answers is one of them. */
const PACES: Readonly<Record<'full' | 'quick', Pace>> = {
  full: { rounds: 5, roundMs: 6_000, warmUpMs: 3_000 },
  quick: { rounds: 5, roundMs: 2_000, warmUpMs: 1_000 },
};

/**
 * How long members wait for their home, quiet and while strangers try to sign operators in: the dearest thing that
 * anybody may ask for. A process of this build, asked at a steady pace by this process.
 */
export async function benchSignIn(
  scratch: Scratch,
  quick: boolean,
  say: (text: string) => void,
  customers: number,
): Promise<BenchReport> {
  const world = await MembersWorld.make(scratch, customers, say);
  const server = await startServerProcess(scratch.platform.env, { more: { PROXIES: 1 } });
  try {
    const [calm, beset] = ['home, quiet', `home, beside ${SIGN_INS} sign-ins a second`];
    const strangers = new Strangers();
    const cases: BenchCase[] = [
      { name: calm, run: (forMs) => homes(server, world.members, forMs) },
      {
        name: beset,
        run: async (forMs) => {
          const crowd = askSteadily(server.url, SIGN_INS, forMs, () => strangers.next(), [HASHED, BUSY]);
          const [load, { statuses }] = await Promise.all([homes(server, world.members, forMs), crowd]);
          strangers.told(statuses);
          return load;
        },
      },
    ];
    const cpu = {
      countsEngine: false,
      secondsUsed: () => secondsOf(server.pid) ?? 0,
      secondsOfBench: () => scratch.cpu.secondsOfBench() + (secondsOf(server.pid) ?? 0),
    };
    const measured = await measure(cases, PACES[quick ? 'quick' : 'full'], cpu, say);
    const report = judge('sign-in', scratch.platform.db.engine, measured, {
      ratios: [
        { ratio: 'p99 quiet/beset', of: calm, to: beset, by: 'p99Ms', need: SHARE_MIN, limit: calm },
        { ratio: 'p99 beset/quiet', of: beset, to: calm, by: 'p99Ms' },
      ],
    });
    say(`${strangers.hashed} sign-ins were hashed, ${strangers.refused} told to come again`);
    say(`${beset} over quiet, p99: ${report.ratios['p99 beset/quiet']}`);
    return report;
  } finally {
    await server.stop();
  }
}

let came = 0;

function homes({ url }: ServerProcess, members: readonly Actor[], forMs: number) {
  const next = (): Buffer => {
    const { token } = members[came % members.length] as Actor;
    came += 1;
    return wireRequest('GET', `${API}${routes.memberHome.path}`, { token });
  };
  return askSteadily(url, HOMES, forMs, next);
}

/** Nobody comes twice, so that no limit by address or by name holds them off. */
class Strangers {
  hashed = 0;
  refused = 0;
  private came = 0;

  next(): Buffer {
    this.came += 1;
    const [a, b, c] = [this.came >> 16, (this.came >> 8) & 255, this.came & 255];
    return wireRequest('POST', `${API}${routes.signInOperator.path}`, {
      body: { login: `nobody-${this.came}@bench`, password: 'not the password' },
      forwardedFor: `10.${a}.${b}.${c}`,
    });
  }

  told(statuses: ReadonlyMap<number, number>): void {
    this.hashed += statuses.get(HASHED) ?? 0;
    this.refused += statuses.get(BUSY) ?? 0;
  }
}
