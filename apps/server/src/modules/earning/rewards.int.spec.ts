import { BASE_RULES, dualRules, EarningWorld, lines, ofLines } from '../../testing/earning-world';
import { BirthdaysService } from '../members';

describe('what orders and events earn', () => {
  let world: EarningWorld;
  beforeAll(async () => {
    world = await EarningWorld.open();
  });
  afterAll(() => world.close());

  it('is a point a yuan for a brand that has published nothing, at once', async () => {
    const brand = await world.brand();
    await world.order(brand, 'A1', 'ann', { amount_fen: 12_399 });
    expect(await world.points(brand, 'ann')).toMatchObject({ available: 123, pending: 0 });
    expect(await world.growth(brand, 'ann')).toBe(0);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('is judged by the version of the instant of payment, however late the order comes', async () => {
    const brand = await world.brand();
    const before = world.nowText();
    world.passes(1);
    await world.publish(brand, { ...BASE_RULES, base: { points: 2, perFen: 100 } });
    await world.publish(brand, { ...BASE_RULES, base: { points: 5, perFen: 100 } }, world.nowMs + 86_400_000);
    await world.order(brand, 'A1', 'ann');
    await world.order(brand, 'A2', 'ben', { paid_at: before });
    world.passes(1);
    await world.order(brand, 'A3', 'cat');
    const earned = await Promise.all(['ann', 'ben', 'cat'].map((one) => world.points(brand, one)));
    expect(earned.map((one) => one.available)).toEqual([200, 100, 500]);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('multiplies by channel, store, item and member day, rounding once', async () => {
    const { multipliers } = BASE_RULES;
    const brand = await world.brand({
      ...BASE_RULES,
      multipliers: {
        ...multipliers,
        channel: [{ channel: 'pos', percent: 150 }],
        store: [{ store: 'S2', percent: 200 }],
        item: [{ name: 'cards', items: ['card'], percent: 0 }],
      },
    });
    await world.order(brand, 'A1', 'ann', lines(['shoe', 9_999], ['card', 5_000], ['shoe', 9_999]));
    await world.order(brand, 'A2', 'ben', { store: 'S2' });
    await world.order(brand, 'A3', 'cat', { channel: 'tmall', store: '' });
    const earned = await Promise.all(['ann', 'ben', 'cat'].map((one) => world.points(brand, one)));
    expect(earned.map((one) => one.available)).toEqual([299, 300, 100]);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('doubles on a birthday, by the calendar that the member keeps', async () => {
    const birthday = { percent: 200, window: 'day' as const };
    const brand = await world.brand({ ...BASE_RULES, multipliers: { ...BASE_RULES.multipliers, birthday } });
    const [year, month, day] = [
      new Date(world.nowMs).getUTCFullYear(),
      new Date(world.nowMs).getUTCMonth() + 1,
      new Date(world.nowMs).getUTCDate(),
    ];
    expect(year).toBe(2026);
    const birthdays = world.server.get(BirthdaysService);
    await birthdays.set(brand.id, await world.customer(brand, 'ann'), { calendar: 'gregorian', month, day });
    await birthdays.set(brand.id, await world.customer(brand, 'ben'), {
      calendar: 'lunar',
      month,
      day: Math.min(day, 29),
    });
    await world.order(brand, 'A1', 'ann');
    await world.order(brand, 'A2', 'ben');
    expect((await world.points(brand, 'ann')).available).toBe(200);
    expect((await world.points(brand, 'ben')).available).toBe(100);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('stops at the cap of the order and of the day, over orders and events, and starts anew the next day', async () => {
    const brand = await world.brand({
      ...BASE_RULES,
      caps: { perOrder: 80, perDay: 150 },
      events: [{ type: 'shared', points: 10, growth: 1, timesPerDay: 2, pointsPerDay: null }],
    });
    const available = async () => (await world.points(brand, 'ann')).available;
    await world.order(brand, 'A1', 'ann');
    expect(await available()).toBe(80);
    for (const id of ['E1', 'E2', 'E3']) await world.event(brand, id, 'ann', 'shared');
    expect(await available()).toBe(100);
    await world.order(brand, 'A2', 'ann');
    expect(await available()).toBe(150);
    world.passes(1);
    await world.bring(brand, {
      events: [
        {
          event_id: 'E4',
          identity_kind: 'pos_card',
          identity: 'ann',
          type: 'shared',
          occurred_at: world.nowText(),
          channel: 'pos',
          store: '',
          item: '',
        },
      ],
    });
    expect(await available()).toBe(160);
    expect(await world.growth(brand, 'ann')).toBe(3);
    expect(await world.faults(brand)).toEqual([]);
  });

  it.each([
    ['partial', [100, 50, 0]],
    ['reject', [100, 0, 40]],
  ] as const)('keeps a budget by the policy %s', async (policy, expected) => {
    const brand = await world.brand({ ...BASE_RULES, budget: { points: 150, policy } });
    await world.order(brand, 'A1', 'ann');
    await world.order(brand, 'A2', 'ben');
    await world.order(brand, 'A3', 'cat', { amount_fen: 4_000 });
    const earned = await Promise.all(['ann', 'ben', 'cat'].map((one) => world.points(brand, one)));
    expect(earned.map((one) => one.available)).toEqual(expected);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('never overdraws a budget, however many buy at once', async () => {
    const brand = await world.brand({ ...BASE_RULES, budget: { points: 1_050, policy: 'partial' } });
    const buyers = Array.from({ length: 16 }, (_, i) => `buyer${i}`);
    await Promise.all(buyers.map((one) => world.order(brand, `A-${one}`, one)));
    const earned = await Promise.all(buyers.map((one) => world.points(brand, one)));
    expect(earned.reduce((sum, one) => sum + one.available, 0)).toBe(1_050);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('is paid by the store, or by the supplier of an item, and goes back to whoever paid', async () => {
    const brand = await world.brand(
      dualRules({
        funder: 'store',
        guideFunder: 'store',
        suppliers: [{ supplier: 9, name: 'Sock Works', items: ['sock'] }],
      }),
    );
    await world.order(brand, 'A1', 'ann', lines(['shoe', 20_000], ['sock', 10_000]));
    await world.order(brand, 'A2', 'ann', { store: '' });
    const paid = async () =>
      Promise.all([
        world.funder(brand, 'store', 'points', 'issuance'),
        world.funder(brand, 'supplier', 'points', 'issuance'),
        world.funder(brand, 'store', 'guide_points', 'issuance'),
        world.funder(brand, 'system', 'points', 'issuance'),
      ]);
    expect(await paid()).toEqual([-200, -100, -150, -100]);
    await world.refund(brand, 'R1', 'A1', 10_000, ofLines([2, 10_000]));
    expect(await paid()).toEqual([-200, 0, -100, -100]);
    expect((await world.points(brand, 'ann')).available).toBe(300);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('follows the rules that are published while orders flow', async () => {
    const brand = await world.brand();
    const flow = Array.from({ length: 12 }, (_, i) => world.order(brand, `A${i}`, `flow${i}`));
    const publishing = world.publish(brand, { ...BASE_RULES, base: { points: 3, perFen: 100 } });
    await Promise.all([...flow, publishing]);
    for (const i of [20, 21]) await world.order(brand, `A${i}`, `flow${i}`);
    for (let i = 0; i < 12; i += 1)
      expect([100, 300]).toContain((await world.points(brand, `flow${i}`)).available);
    expect((await world.points(brand, 'flow21')).available).toBe(300);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('is found by the audit when rule, line or take-back do not say the same', async () => {
    const rules = dualRules();
    const brand = await world.brand(rules);
    await world.order(brand, 'A1', 'ann', lines(['shoe', 10_000], ['sock', 5_000]));
    await world.refund(brand, 'R1', 'A1', 5_000, ofLines([2, 5_000]));
    expect(await world.faults(brand)).toEqual([]);
    const change = async (sql: string, values: readonly (string | number)[]) => {
      await world.db.run('test.forge', (tx) => tx.exec(sql, values));
      return (await world.faults(brand)).map((fault) => fault.replace(/\d{6,}/, '#'));
    };
    const line =
      'UPDATE sale_order_line SET refunded_fen = ? WHERE line = 2 AND order_id IN (SELECT id FROM sale_order WHERE brand_id = ?)';
    expect(await change(line, [0, brand.id])).toEqual([
      'ORDERS order #: what was refunded of a line is not what its applied refunds say',
    ]);
    expect(await change(line, [5_000, brand.id])).toEqual([]);
    const ruled =
      "UPDATE document_version SET content = ? WHERE brand_id = ? AND kind = 'earning' AND version = 2";
    const other = { ...rules, guide: { kind: 'share' as const, permille: 400 } };
    expect(await change(ruled, [JSON.stringify(other), brand.id])).toEqual([
      'ORDERS order #: it earned something else than its rule gives',
    ]);
    expect(await change(ruled, [JSON.stringify(rules), brand.id])).toEqual([]);
    await world.db.run('test.forge', (tx) =>
      tx.exec("UPDATE refund SET state = 'excess' WHERE brand_id = ?", [brand.id]),
    );
    expect(await change('UPDATE sale_order SET refunded_fen = 0 WHERE brand_id = ?', [brand.id])).not.toEqual(
      [],
    );
  });
});
