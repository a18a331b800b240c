import { commonErrors, type Route, type RouteName } from '@liuliang/contract';
import { AuditService } from '../../modules/ledger-audit';
import { Chance } from '../chance';
import { allows, KEPT_OUT } from './access';
import { allRoutes, idsOf } from './ids';
import { Inputs } from './inputs';
import { ask, type Answered, type Asked, type Caller } from './requests';
import { openAttackWorld, type AttackWorld } from './world';

/** `npm run attack` sets them: another seed, and for how long to go on. */
const SEED = Number(process.env['LIULIANG_ATTACK_SEED'] ?? 1);
const MINUTES = Number(process.env['LIULIANG_ATTACK_MINUTES'] ?? 0);
const REQUESTS = 10_000;
/** So many are under way at once, as they would be. */
const AT_ONCE = 8;
const MINUTE_MS = 60_000;
/** They end the session or the person who asks, so that nobody is left to ask on. */
const LAST_ACTS: ReadonlySet<RouteName> = new Set<RouteName>(['eraseMe', 'signOut', 'guideLeaves']);
/** Refused by every signed door. */
const SIGNED = KEPT_OUT.filter((code) => code.startsWith('SIGNATURE'));

const told = (name: string, { name: who }: Caller, { status, code }: Answered): string =>
  `${who} ${name}: ${status} ${code}`;

describe('an attacker', () => {
  let world: AttackWorld;
  let ids: string[];
  beforeAll(async () => {
    world = await openAttackWorld();
    ids = await idsOf(world.http, world.owner);
    expect(ids.length).toBeGreaterThan(5);
  });
  afterAll(() => world.close());

  it('comes through no door that is not open to them, and is kept out of none that is', async () => {
    const wrong: string[] = [];
    const [id = ''] = ids;
    for (const [name, route] of allRoutes) {
      const names = [...route.path.matchAll(/:(\w+)/g)].map(([, param]) => [param, id]);
      const body = route.body ? { body: { nobodyAskedForThis: 1 } } : {};
      for (const who of world.callers) {
        const answer = await ask(world.http, who, route, {
          params: Object.fromEntries(names) as never,
          ...body,
        });
        const isKeptOut = KEPT_OUT.includes(answer.code) && [401, 403].includes(answer.status);
        if (isKeptOut === allows(route.access, who)) wrong.push(told(name, who, answer));
      }
    }
    expect(wrong).toEqual([]);
  });

  it('does nothing with the ids of somebody else', async () => {
    const { http, callers, member } = world;
    const named = (name: string): Caller => callers.find((one) => one.name === name) as Caller;
    const second = named('islet second');
    const shared = new Set(await idsOf(http, second));
    const mine = (await idsOf(http, member)).filter((one) => !shared.has(one));
    const others = ['other stranger', 'other owner', 'other till'].map(named);
    const wrong: string[] = [];
    let asked = 0;
    const tryAll = async (who: Caller, of: readonly string[]): Promise<void> => {
      for (const [name, route] of allRoutes) {
        if (!allows(route.access, who) || !(route.path.includes(':') || namesIds(route))) continue;
        for (const id of of) {
          const request = new Inputs(new Chance(SEED), [id]).plain(route);
          const params = Object.fromEntries(Object.keys(request.params ?? {}).map((param) => [param, id]));
          if (!JSON.stringify([params, request.body ?? '']).includes(id)) continue;
          const answer = await ask(http, who, route, { ...request, params });
          asked += 1;
          if (answer.status < 400) wrong.push(told(name, who, answer));
        }
      }
    };
    await tryAll(second, mine);
    for (const who of others) await tryAll(who, [...ids, ...mine]);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(100);
    await expectOwnToAnswer(mine);
  });

  /** The same ids open doors for whose they are, or the replay above would show nothing. */
  async function expectOwnToAnswer(mine: readonly string[]): Promise<void> {
    const opened = new Set<string>();
    for (const [name, route] of allRoutes) {
      if (route.method !== 'GET' || !route.path.includes(':') || !allows(route.access, world.member))
        continue;
      for (const id of mine) {
        const [, param = ''] = /:(\w+)/.exec(route.path) ?? [];
        const { status } = await ask(world.http, world.member, route, { params: { [param]: id } });
        if (status === 200) opened.add(name);
      }
    }
    expect(opened.size).toBeGreaterThan(0);
  }

  it(
    'gets a refusal with a code for whatever is sent, and moves no figure by it',
    async () => {
      const untilMs = Date.now() + MINUTES * MINUTE_MS;
      const wrong: string[] = [];
      let done = 0;
      for (let round = 0; done < REQUESTS || Date.now() < untilMs; round += 1) {
        const chance = new Chance(SEED * 1_000_000 + round);
        const requests = Array.from({ length: AT_ONCE }, () => requestOf(chance));
        const answers = await Promise.all(
          requests.map(({ who, route, asked }) => ask(world.http, who, route, asked)),
        );
        answers.forEach((answer, i) => {
          const { name, who, route, asked } = requests[i] as (typeof requests)[number];
          if (!isExpected(route, answer))
            wrong.push(`round ${round}: ${told(name, who, answer)} ${JSON.stringify(asked).slice(0, 500)}`);
        });
        done += AT_ONCE;
        world.http.clock.pass(chance.whole(1, 50));
        if (round % 500 === 499) await world.http.work();
      }
      expect(wrong.slice(0, 20)).toEqual([]);
      const { checks } = await world.http.get(AuditService).run(null);
      expect(checks.flatMap(({ id, faults }) => faults.map((fault) => `${id} ${fault}`))).toEqual([]);
    },
    10 * MINUTE_MS + MINUTES * MINUTE_MS,
  );

  function requestOf(chance: Chance): { name: RouteName; route: Route; who: Caller; asked: Asked } {
    const [name, route] = chance.of(allRoutes.filter(([one]) => !LAST_ACTS.has(one)));
    const welcome = world.callers.filter((who) => allows(route.access, who));
    const who = chance.of(chance.happens(85) && welcome.length > 0 ? welcome : world.callers);
    const inputs = new Inputs(chance, ids);
    return { name, route, who, asked: chance.happens(50) ? inputs.plain(route) : inputs.spoilt(route) };
  }
});

function isExpected(route: Route, { status, code }: Answered): boolean {
  if (status < 400) return true;
  if (status >= 500 && code === 'UNEXPECTED') return false;
  const own: readonly string[] = route.errors;
  const common: readonly string[] = commonErrors;
  return (
    own.includes(code) || common.includes(code) || (route.access === 'open-api' && SIGNED.includes(code))
  );
}

const namesIds = ({ body }: Route): boolean => body !== undefined;
