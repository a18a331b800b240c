import { holdsAt, standingIn } from '@liuliang/domain';
import * as fc from 'fast-check';
import { goldScheme, TierWorld } from '../../testing/tier-world';
import type { Brand } from '../brands';
import { CustomersService, MergesService } from '../members';
import { tierPasses } from './entities';
import { PassesService } from './passes.service';
import { SchemesService } from './schemes.service';
import { heldStanding } from './screens.queries';
import { TierScreens } from './screens.service';

const DAY_MS = 86_400_000;

/** What may happen to two members. `who` picks one of them, `n` an amount, a day back or a length. */
interface Act {
  readonly what:
    'earn' | 'late' | 'refund' | 'pass' | 'cancel' | 'revoke' | 'merge' | 'wait' | 'sleep' | 'job';
  readonly who: 0 | 1;
  readonly n: number;
}

const act = fc.record<Act>({
  what: fc.constantFrom(
    'earn',
    'earn',
    'earn',
    'late',
    'late',
    'refund',
    'refund',
    'pass',
    'cancel',
    'revoke',
    'merge',
    'wait',
    'wait',
    'sleep',
    'job',
  ),
  who: fc.constantFrom(0, 1),
  n: fc.integer({ min: 1, max: 60 }),
});

describe('what a member is shown without being judged again', () => {
  let world: TierWorld;
  let made = 0;
  let held = 0;

  beforeAll(async () => (world = await TierWorld.open()));
  afterAll(() => world.close());

  const nowMs = (): number => world.server.clock.nowMs();
  const later = (days: number): void => world.server.clock.set(nowMs() + days * DAY_MS);
  const dayText = (atMs: number): string => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 16);

  class Story {
    private readonly orders: { number: string; growth: number; paidMs: number }[] = [];
    private readonly passes: number[] = [];
    private mergeId = 0;

    constructor(
      readonly brand: Brand,
      readonly members: readonly [number, number],
    ) {}

    private get actor() {
      return { kind: 'operator', id: 1, brandId: this.brand.id } as const;
    }

    async earn(who: 0 | 1, growth: number, paidMs: number): Promise<void> {
      const number = await world.earn(this.brand, this.members[who], dayText(paidMs), growth);
      this.orders.push({ number, growth, paidMs });
    }

    async play({ what, who, n }: Act): Promise<void> {
      const passes = world.server.get(PassesService);
      const customerId = this.members[who];
      if (what === 'earn') await this.earn(who, n * 100, nowMs() - 60_000);
      if (what === 'late') await this.earn(who, n * 100, nowMs() - n * 7 * DAY_MS);
      if (what === 'refund') {
        const order = this.orders.pop();
        if (order)
          await world.refund(
            this.brand,
            order.number,
            dayText(nowMs()),
            Math.ceil(order.growth / (1 + (n % 2))),
          );
      }
      if (what === 'pass') {
        const terms = { passKey: `k${(made += 1)}`, kind: 'trial' as const, level: 1 + (n % 4), days: n };
        const given = await passes.grant(this.actor, customerId, {
          ...terms,
          amountFen: 0,
          extends: n % 3 === 0,
        });
        if (given.ok) this.passes.push(given.value.id);
      }
      if (what === 'cancel') await passes.cancel(this.actor, { id: this.passes.pop() ?? 0 }, 'mistake');
      if (what === 'revoke') await passes.revoke(this.actor, customerId, 1 + (n % 2), 'fraud');
      if (what === 'merge') await this.mergeOrPart();
      if (what === 'wait') later(n);
      if (what === 'sleep') later(300 + n);
      if (what === 'job') await world.runDue();
    }

    private async mergeOrPart(): Promise<void> {
      const merges = world.server.get(MergesService);
      const id = this.mergeId;
      this.mergeId = 0;
      if (id > 0) return void (await world.db.run('test', (tx) => merges.unmerge(tx, this.brand, id)));
      const proof = {
        kind: 'mobile',
        value: `+86139${String((made += 1)).padStart(8, '0')}`,
        isVerified: true,
      } as const;
      const [owner, presenter] = this.members;
      const merge = await world.db.run('test', (tx) => merges.merge(tx, this.brand, presenter, owner, proof));
      if (merge.outcome === 'merged') this.mergeId = merge.mergeId;
    }

    /** Both members as their screens say it, beside what a judgement of this moment says. */
    async check(): Promise<void> {
      for (const id of this.members) {
        const { person, judged } = await this.judged(id);
        const { standing } = await world.server.get(TierScreens).mine({ brandId: this.brand.id, person });
        expect({ ...standing, pass: standing.pass?.passKey ?? null }).toEqual(judged);
      }
    }

    private judged(id: number) {
      const brandId = this.brand.id;
      return world.db.read(async (reader) => {
        const person = await world.server.get(CustomersService).person(reader, { id: brandId }, id);
        if (!person) throw new Error('Somebody vanished');
        const { customerId } = person;
        const rules = await world.server.get(SchemesService).rulesOf(reader, brandId);
        const stored = await heldStanding(reader, brandId, customerId);
        if (stored && holdsAt(stored.standing, rules, nowMs())) held += 1;
        const judgement = await world.tiers.judgementOf(reader, brandId, customerId, rules);
        if (!judgement) throw new Error('A member was not judged');
        const pass = judgement.pass && (await tierPasses.one(reader, brandId, { id: judgement.pass.id }));
        const judged = { ...standingIn(judgement, rules, nowMs()), pass: pass?.passKey.toString() ?? null };
        return { person, judged };
      });
    }
  }

  it('is what judging them says, whatever happened and whenever they look', async () => {
    const schemes = [
      goldScheme(),
      goldScheme({
        window: { kind: 'rolling', months: 3 },
        refund: { review: 'at_once', unusedGift: 'keep' },
      }),
      goldScheme({ window: { kind: 'calendar', startMonth: 4 }, graceDays: 0 }),
      goldScheme({ basis: 'net_spend' }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...schemes),
        fc.array(act, { minLength: 20, maxLength: 30 }),
        async (scheme, acts) => {
          const startMs = nowMs();
          const brand = await world.brand(scheme);
          const first = await world.person(brand, dayText(startMs).slice(0, 10));
          const story = new Story(brand, [first, await world.person(brand, dayText(startMs).slice(0, 10))]);
          for (const one of acts) {
            await story.play(one);
            await story.check();
          }
          expect(await world.faults(brand)).toEqual([]);
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
    expect(held).toBeGreaterThan(300);
  });
});
