import * as fc from 'fast-check';
import type { TimelineStep } from '../../platform/areas';
import { openLedgerWorld, transfer, type LedgerWorld } from '../../testing/ledger';
import { payOrders, refundOrders, type StoryOrder, type StoryRefund } from '../../testing/order-points';
import { memberPoints } from './reads.queries';
import { pointsTimeline } from './timeline.queries';

describe('points for orders', () => {
  let world: LedgerWorld;
  let number = 1000;
  const next = (): number => (number += 1);

  const order = (change: Partial<StoryOrder> = {}): StoryOrder => ({
    orderId: next(),
    customerId: next(),
    amountFen: 19_999,
    paidAtMs: 1_000,
    ...change,
  });
  const refundOf = (
    paid: StoryOrder,
    refundedFenSoFar: number,
    change: Partial<StoryRefund> = {},
  ): StoryRefund => ({
    refundId: next(),
    orderId: paid.orderId,
    customerId: paid.customerId,
    orderAmountFen: paid.amountFen,
    refundedFenSoFar,
    refundedAtMs: 2_000,
    ...change,
  });
  const pay = (...orders: StoryOrder[]) =>
    world.db.run('test', (tx) => payOrders(world.server, tx, world.brandId, orders));
  const refund = (...refunds: StoryRefund[]) =>
    world.db.run('test', (tx) => refundOrders(world.server, tx, world.brandId, refunds));
  const merge = (from: number, to: number, mergeId: number) =>
    world.db.run('test', (tx) =>
      world.mergeBalances.carry(tx, { brandId: world.brandId, aliasId: from, keptId: to, mergeId }),
    );
  const give = (from: number, to: number, points: number) =>
    world.db.run('test', (tx) =>
      world.ledger.post(tx, [transfer(world.brandId, `give:${next()}`, from, to, points)]),
    );
  const holder = (customerId: number) => memberPoints({ brandId: world.brandId, customerId });
  const historyOf = (customerId: number, cursor: number | null = null, limit = 20) =>
    world.db.read((reader) => world.points.history(reader, holder(customerId), cursor, limit));

  beforeAll(async () => {
    world = await openLedgerWorld();
  });
  afterAll(() => world.server.close());

  it('earn a point per yuan once, however often the order is seen', async () => {
    const paid = order();
    expect(await pay(paid)).toEqual([199]);
    expect(await pay(paid, paid)).toEqual([199, 199]);
    expect(await world.available(paid.customerId)).toBe(199);
  });

  it('post nothing for an order that earns nothing', async () => {
    const before = await world.rows();
    expect(await pay(order({ amountFen: 99 }), order({ amountFen: 0 }))).toEqual([0, 0]);
    expect(await world.rows()).toBe(before);
  });

  it('come back by refunds, the last of them taking what is left', async () => {
    const paid = order({ amountFen: 10_000 });
    await pay(paid);
    expect(await refund(refundOf(paid, 3_333))).toEqual([33]);
    expect(await refund(refundOf(paid, 6_666), refundOf(paid, 10_000))).toEqual([33, 34]);
    expect(await world.available(paid.customerId)).toBe(0);
  });

  it('are taken once when a refund is seen again, also after a later one', async () => {
    const paid = order({ amountFen: 10_000 });
    await pay(paid);
    const first = refundOf(paid, 5_000);
    await refund(first);
    await refund(refundOf(paid, 10_000));
    expect(await refund(first)).toEqual([0]);
    expect(await world.available(paid.customerId)).toBe(0);
  });

  it('leave a debt when they were spent', async () => {
    const [paid, receiver] = [order({ amountFen: 10_000 }), next()];
    await pay(paid);
    await give(paid.customerId, receiver, 100);
    await refund(refundOf(paid, 10_000));
    expect(await world.available(paid.customerId)).toBe(-100);
    expect(await world.available(receiver)).toBe(100);
  });

  it('are taken for nothing that earned nothing, without making an account', async () => {
    const before = await world.rows();
    expect(await refund(refundOf(order({ amountFen: 99 }), 99))).toEqual([0]);
    expect(await world.rows()).toBe(before);
  });

  it('sum exactly for any split of any refunds of any orders, in one call or in many', async () => {
    const anySplit = fc.record({
      amounts: fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 3 }),
      cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
      together: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(anySplit, async ({ amounts, cuts, together }) => {
        const customerId = next();
        const orders = amounts.map((amountFen) => order({ customerId, amountFen }));
        await pay(...orders);
        const refunds = orders.flatMap((paid) => {
          const sums = new Set([...cuts.map((cut) => Math.floor(cut * paid.amountFen)), paid.amountFen]);
          return [...sums]
            .filter((sum) => sum > 0)
            .sort((a, b) => a - b)
            .map((sum) => refundOf(paid, sum));
        });
        if (together) await refund(...refunds.reverse());
        else for (const one of refunds) await refund(one);
        expect(await world.available(customerId)).toBe(0);
      }),
      { numRuns: 25 },
    );
  });

  describe('after a merge', () => {
    it('are with the customer who was kept, and later refunds are taken there', async () => {
      const [paid, kept] = [order({ amountFen: 10_000 }), next()];
      await pay(paid, order({ customerId: kept, amountFen: 5_000 }));
      const mergeId = next();
      await merge(paid.customerId, kept, mergeId);
      await merge(paid.customerId, kept, mergeId);
      expect([await world.available(paid.customerId), await world.available(kept)]).toEqual([0, 150]);
      expect(await refund(refundOf(paid, 10_000, { customerId: kept }))).toEqual([100]);
      expect([await world.available(paid.customerId), await world.available(kept)]).toEqual([0, 50]);
    });

    it('carry a debt over', async () => {
      const [paid, kept, other] = [order({ amountFen: 10_000 }), next(), next()];
      await pay(paid);
      await give(paid.customerId, other, 100);
      await refund(refundOf(paid, 10_000));
      await merge(paid.customerId, kept, next());
      expect([await world.available(paid.customerId), await world.available(kept)]).toEqual([0, -100]);
    });

    it('move nothing when there is nothing', async () => {
      const before = await world.rows();
      await merge(next(), next(), next());
      expect(await world.rows()).toBe(before);
    });
  });

  describe('are shown', () => {
    it('newest first with reasons, in pages that stay put while new ones come', async () => {
      const customerId = next();
      const orders = [1, 2, 3].map((i) => order({ customerId, amountFen: i * 10_000, paidAtMs: i }));
      await pay(...orders);
      const back = refundOf(orders[0]!, 5_000);
      await refund(back);
      const first = await historyOf(customerId, null, 2);
      expect(first.items).toEqual([
        {
          transactionId: expect.any(Number),
          kind: 'clawback',
          points: -50,
          balanceAfter: 550,
          occurredAtMs: 2_000,
          about: 'order',
          purpose: null,
          orderId: orders[0]!.orderId,
          explanation: {
            rule: 'clawback',
            source: `earn:${orders[0]!.orderId}`,
            refundId: back.refundId,
            orderAmountFen: 10_000,
            refundedFen: 5_000,
            earnedPoints: 100,
          },
          heardAtMs: world.db.nowMs(),
        },
        {
          transactionId: expect.any(Number),
          kind: 'earn',
          points: 300,
          balanceAfter: 600,
          occurredAtMs: 3,
          about: 'order',
          purpose: null,
          orderId: orders[2]!.orderId,
          explanation: {
            rule: 'order',
            ruleVersion: 1,
            amountFen: 30_000,
            combine: 'product',
            factors: [{ kind: 'base', of: '', percent: null, points: 300, adds: 300 }],
            lines: [[0, 300, 0, 0]],
          },
          heardAtMs: world.db.nowMs(),
        },
      ]);
      await pay(order({ customerId }));
      const second = await historyOf(customerId, first.next, 2);
      expect(second.items.map((item) => item.balanceAfter)).toEqual([300, 100]);
      expect(second.next).toBeNull();
    });

    it('as nothing for a customer who never had any', async () => {
      const who = next();
      expect(await historyOf(who)).toEqual({ items: [], next: null });
      const balance = await world.db.read((reader) => world.points.balanceOf(reader, holder(who)));
      expect(balance).toEqual({ available: 0, pending: 0, held: 0, debt: 0, expiringNext: null });
    });

    it('on the journey by when they happened, aliases included, from one place to the next', async () => {
      const [kept, alias] = [next(), next()];
      await pay(
        ...[5, 3, 9].map((paidAtMs) => order({ customerId: alias, paidAtMs })),
        order({ customerId: kept, paidAtMs: 9 }),
      );
      const steps = (atMs: number, belowId: number, limit: number) =>
        world.db.read((reader) =>
          reader.query<TimelineStep>(pointsTimeline.sql('?, ?'), [
            ...[world.brandId, kept, alias],
            ...[atMs, atMs, belowId, limit],
          ]),
        );
      const [first, second] = await steps(10, 0, 2);
      expect([first?.occurredAtMs, second?.occurredAtMs]).toEqual([9, 9]);
      const rest = await steps(9, second!.id, 10);
      expect(rest.map((step) => step.occurredAtMs)).toEqual([5, 3]);
    });
  });
});
