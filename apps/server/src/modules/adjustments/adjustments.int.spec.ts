import { DAY_MS } from '@liuliang/domain';
import { openSpendingWorld, type SpendingWorld } from '../../testing/spending-world';
import type { AssetOwner } from '../points';
import { AdjustmentPages, Adjustments } from '.';
import type { AdjustmentAsked } from './adjustments.service';

let world: SpendingWorld;
beforeAll(async () => {
  world = await openSpendingWorld();
});
afterAll(() => world.close());

const ANN = 11;
const BOB = 12;
const CAT = 13;
const desk = (): Adjustments => world.server.get(Adjustments);
let keys = 0;
const ask = (operatorId: number, owner: AssetOwner, points: number, rest: Partial<AdjustmentAsked> = {}) =>
  desk().request(world.operator(operatorId), {
    key: `k${(keys += 1)}`,
    ownerId: world.server.platform.publicIds.encode(owner.kind === 'guide' ? 'gde' : 'cus', owner.id),
    asset: owner.asset,
    points,
    expiresAtMs: null,
    reason: '补偿',
    ...rest,
  });
const must = <T>(answer: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};
const logged = async (): Promise<string[]> =>
  (
    await world.rows<{ action: string }>(
      "SELECT action FROM audit_log WHERE action LIKE 'adjustment.%' ORDER BY id",
    )
  ).map(({ action }) => action);

describe('points given or taken by hand', () => {
  it('are posted at once within the limit, with their expiry and a row of the audit log', async () => {
    const member = await world.member('ann');
    const expiresAtMs = world.server.clock.nowMs() + 30 * DAY_MS;
    expect(must(await ask(ANN, member, 500, { expiresAtMs }))).toMatchObject({
      state: 'posted',
      needsSecond: false,
    });
    expect(await world.balance(member)).toMatchObject({
      available: 500,
      expiringNext: { points: 500, atMs: expiresAtMs },
    });
    expect(must(await ask(ANN, member, -200)).state).toBe('posted');
    expect(await world.balance(member)).toMatchObject({ available: 300 });
    expect(await ask(BOB, member, -301)).toMatchObject({ error: { code: 'POINTS_INSUFFICIENT' } });
    expect(await world.balance(member)).toMatchObject({ available: 300 });
    expect(await logged()).toEqual(['adjustment.posted', 'adjustment.posted']);
  });

  it('under one key are one, twenty times at once; other content is a conflict', async () => {
    const member = await world.member('bea');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask(ANN, member, 100, { key: 'same' })),
    );
    expect(new Set(answers.map((one) => must(one).id)).size).toBe(1);
    expect(await ask(ANN, member, 101, { key: 'same' })).toMatchObject({
      error: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await world.balance(member)).toMatchObject({ available: 100 });
  });

  it('are refused when they make no sense', async () => {
    const member = await world.member('cat');
    expect(await ask(ANN, member, 0)).toMatchObject({ error: { code: 'INPUT_INVALID' } });
    expect(await ask(ANN, member, 5, { asset: 'guide_points' })).toMatchObject({
      error: { code: 'ADJUSTMENT_ASSET_WRONG' },
    });
    expect(await ask(ANN, member, 5, { expiresAtMs: world.server.clock.nowMs() })).toMatchObject({
      error: { code: 'ADJUSTMENT_EXPIRY_PAST' },
    });
    expect(await ask(ANN, member, 5, { ownerId: 'cus_nobody' })).toMatchObject({
      error: { code: 'CUSTOMER_UNKNOWN' },
    });
    expect(must(await ask(ANN, member, 50, { asset: 'growth' })).state).toBe('posted');
  });
});

describe('more than the limit', () => {
  it('waits for a second person, who cannot be the first (10^9 points, INV-32)', async () => {
    const member = await world.member('dan');
    const big = must(await ask(ANN, member, 1_000_000_000));
    expect(big).toMatchObject({ state: 'waiting', needsSecond: true });
    expect(await world.balance(member)).toMatchObject({ available: 0 });
    expect(await desk().approve(world.operator(ANN), big.id, '')).toMatchObject({
      error: { code: 'ADJUSTMENT_SECOND_PERSON' },
    });
    expect(await desk().refuse(world.operator(ANN), big.id, '')).toMatchObject({
      error: { code: 'ADJUSTMENT_SECOND_PERSON' },
    });
    expect(must(await desk().approve(world.operator(BOB), big.id, '核对无误'))).toMatchObject({
      state: 'posted',
      decidedBy: BOB,
    });
    expect(must(await desk().approve(world.operator(BOB), big.id, '核对无误')).state).toBe('posted');
    expect(await desk().refuse(world.operator(CAT), big.id, '')).toMatchObject({
      error: { code: 'ADJUSTMENT_DECIDED', state: 'posted' },
    });
    expect(await world.balance(member)).toMatchObject({ available: 1_000_000_000 });
  });

  it('is not got round in slices', async () => {
    const member = await world.member('eva');
    expect(must(await ask(ANN, member, 600)).state).toBe('posted');
    expect(must(await ask(ANN, member, 401)).state).toBe('waiting');
    expect(must(await ask(ANN, member, -400)).state).toBe('posted');
    expect(must(await ask(BOB, member, 401)).state).toBe('posted');
    world.server.clock.pass(DAY_MS + 1);
    expect(must(await ask(ANN, member, 1_000)).state).toBe('posted');
  });

  it('approved and refused at once is decided once, ten times over', async () => {
    const member = await world.member('fay');
    let given = 0;
    for (let round = 0; round < 10; round += 1) {
      const { id } = must(await ask(ANN, member, 2_000));
      const answers = await Promise.all([
        desk().approve(world.operator(BOB), id, ''),
        desk().refuse(world.operator(CAT), id, ''),
        desk().approve(world.operator(CAT), id, ''),
        desk().withdraw(world.operator(ANN), id),
      ]);
      const decided = answers.filter((one) => one.ok);
      expect(decided).toHaveLength(1);
      if (must(decided[0]!).state === 'posted') given += 2_000;
    }
    expect(await world.balance(member)).toMatchObject({ available: given });
  });

  it('answers the same to one person who says the same eight times at once, with one effect', async () => {
    const member = await world.member('ivy');
    const eightTimes = async (say: (id: number) => ReturnType<Adjustments['approve']>) => {
      const { id } = must(await ask(ANN, member, 2_000));
      const answers = await Promise.all(Array.from({ length: 8 }, () => say(id)));
      expect(new Set(answers.map((one) => JSON.stringify(must(one)))).size).toBe(1);
      return must(answers[0]!).state;
    };
    expect(await eightTimes((id) => desk().approve(world.operator(BOB), id, ''))).toBe('posted');
    expect(await eightTimes((id) => desk().refuse(world.operator(BOB), id, ''))).toBe('refused');
    expect(await eightTimes((id) => desk().withdraw(world.operator(ANN), id))).toBe('withdrawn');
    expect(await world.balance(member)).toMatchObject({ available: 2_000 });
  });

  it('that cannot be posted any more stays waiting, and leaves nothing behind', async () => {
    const member = await world.member('gil');
    await world.give(member, 3_000);
    const { id } = must(await ask(ANN, member, -3_000));
    must(await ask(BOB, member, -100));
    expect(await desk().approve(world.operator(BOB), id, '')).toMatchObject({
      error: { code: 'POINTS_INSUFFICIENT' },
    });
    const pages = world.server.get(AdjustmentPages);
    const standing = must(await pages.one(world.operator(ANN), id));
    expect(standing).toMatchObject({ state: 'waiting', decidedBy: null });
    expect(must(await desk().withdraw(world.operator(ANN), id)).state).toBe('withdrawn');
    expect(must(await desk().withdraw(world.operator(ANN), id)).state).toBe('withdrawn');
  });

  it('leaves a ledger that proves itself', () => world.audit());
});
