import { DAY_MS } from '@liuliang/domain';
import { BrandsService } from '../brands';
import { ErasureService } from '../members';
import { Jobs } from '../../platform/jobs';
import { dumpOf } from '../../testing/dump';
import { openSpendingWorld, type SpendingWorld } from '../../testing/spending-world';
import { ClaimCodes } from './claim-codes';
import { transfers as rows, type TransferRow } from './entities';
import { Transfers } from './service';
import { spendingSettings, type SpendingRules, type AssetOwner } from '../points';

const HOUR_MS = 3_600_000;
let world: SpendingWorld;
beforeAll(async () => {
  world = await openSpendingWorld();
  await allow({ enabled: true, minPoints: 10, dayLimit: 1_000, ttlHours: 24 });
});
afterAll(() => world.close());

const transfers = (): Transfers => world.server.get(Transfers);
const codeOf = (row: TransferRow): string => world.server.get(ClaimCodes).shown(row);

async function allow(rules: SpendingRules['transfers']): Promise<void> {
  await world.server.platform.db.run('test.rules', (tx) =>
    world.server
      .get(BrandsService)
      .changeSettings(tx, world.brand.id, spendingSettings, { transfers: rules }),
  );
}

let keys = 0;
const send = (from: AssetOwner, points: number, key = `k${(keys += 1)}`) =>
  transfers().send(from, { key, points, message: '' });
const must = <T>(answer: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};

describe('points for a friend', () => {
  it('go over with their old expiry, once, whoever asks again', async () => {
    const [ann, bob, cat] = [await world.member('ann'), await world.member('bob'), await world.member('cat')];
    const nowMs = world.server.clock.nowMs();
    await world.give(ann, 60, nowMs + 10 * DAY_MS);
    await world.give(ann, 100, nowMs + 90 * DAY_MS);
    const sent = must(await send(ann, 100));
    expect(await world.balance(ann)).toMatchObject({ available: 60, held: 100 });
    expect(must(await transfers().accept(bob, codeOf(sent)))).toMatchObject({ state: 'accepted' });
    expect(must(await transfers().accept(bob, codeOf(sent)))).toMatchObject({ state: 'accepted' });
    expect(await transfers().accept(cat, codeOf(sent))).toMatchObject({
      error: { code: 'TRANSFER_SETTLED' },
    });
    expect(await transfers().cancel(ann, sent.id)).toMatchObject({ error: { code: 'TRANSFER_SETTLED' } });
    expect(await world.balance(ann)).toMatchObject({ available: 60, held: 0 });
    expect(await world.balance(bob)).toMatchObject({
      available: 100,
      expiringNext: { points: 60, atMs: nowMs + 10 * DAY_MS },
    });
  });

  it('have a code of one case, short enough to be read aloud, and found however it is written down', async () => {
    const [sue, tom] = [await world.member('sue'), await world.member('tom')];
    await world.give(sue, 100);
    const code = codeOf(must(await send(sue, 100)));
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
    const written = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase();
    expect(must(await transfers().accept(tom, written))).toMatchObject({ state: 'accepted' });
  });

  it('show themselves to whoever has the code while they wait, and then to the two of it alone', async () => {
    const [uma, val, wes] = [await world.member('uma'), await world.member('val'), await world.member('wes')];
    await world.give(uma, 200);
    const [taken, back] = [must(await send(uma, 100)), must(await send(uma, 100))];
    const seen = (who: AssetOwner, row: TransferRow) => transfers().preview(who, codeOf(row));
    expect(must(await seen(wes, taken))).toMatchObject({ id: taken.id, state: 'waiting' });
    must(await transfers().accept(val, codeOf(taken)));
    must(await transfers().cancel(uma, back.id));
    for (const who of [uma, val]) expect(must(await seen(who, taken))).toMatchObject({ state: 'accepted' });
    expect(must(await seen(uma, back))).toMatchObject({ state: 'cancelled' });
    expect(await seen(wes, taken)).toMatchObject({ error: { code: 'TRANSFER_SETTLED', state: 'accepted' } });
    expect(await seen(val, back)).toMatchObject({ error: { code: 'TRANSFER_SETTLED', state: 'cancelled' } });
  });

  it('have a code that the giver sees again and nobody reads from the database (CODES-2)', async () => {
    const [amy, ben] = [await world.member('amy'), await world.member('ben')];
    await world.give(amy, 100);
    const sent = must(await send(amy, 100));
    const code = codeOf(sent);
    const [mine] = (await transfers().mine(amy, { limit: 5, after: null })).items;
    expect(codeOf(mine as TransferRow)).toBe(code);
    expect(await dumpOf(world.server.platform.db)).not.toContain(code);
    for (const read of [sent.claimCode, sent.codeSealed])
      expect(await transfers().accept(ben, read)).toMatchObject({ error: { code: 'TRANSFER_UNKNOWN' } });
  });

  it('of a release before keep their code, which the job seals', async () => {
    const [una, vic] = [await world.member('una'), await world.member('vic')];
    await world.give(una, 100);
    const { id } = must(await send(una, 100));
    const { db } = world.server.platform;
    const code = 'ABCDefgh23456789';
    await db.run('test.before', (tx) =>
      rows.set(tx, world.brand.id, { id }, { claimCode: code, codeSealed: '' }),
    );
    expect(codeOf(must(await transfers().preview(una, code)))).toBe(code);
    expect(await world.server.get(Jobs).runNow('transfers.seal-codes')).toBe('1 codes');
    expect(await dumpOf(db)).not.toContain(code);
    expect(codeOf(must(await transfers().preview(una, code)))).toBe(code);
    expect(must(await transfers().accept(vic, code))).toMatchObject({ id, state: 'accepted' });
    expect(await world.server.get(Jobs).runNow('transfers.seal-codes')).toBe('0 codes');
  });

  it('are not found by trying codes: ten of 300 are judged, looked at and accepted alike', async () => {
    const [ned, oli, pia] = [await world.member('ned'), await world.member('oli'), await world.member('pia')];
    await world.give(ned, 100);
    const sent = must(await send(ned, 100));
    const wrong = (i: number): string => `guess${String(i).padStart(11, '2')}`;
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        i % 2 === 0 ? transfers().preview(oli, wrong(i)) : transfers().accept(oli, wrong(i)),
      ),
    );
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
    expect(codes.filter((code) => code === 'TRANSFER_UNKNOWN')).toHaveLength(10);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(290);
    expect(await transfers().accept(oli, codeOf(sent))).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    expect(must(await transfers().accept(pia, codeOf(sent)))).toMatchObject({ state: 'accepted' });
  });

  it('are answered with the same instants again, however the clock runs meanwhile', async () => {
    const [eve, guy] = [await world.member('eve'), await world.member('guy')];
    await world.give(eve, 100);
    const [taken, kept] = [must(await send(eve, 50)), must(await send(eve, 50))];
    const { clock } = world.server;
    const nowMs = clock.nowMs();
    // It moves at each of the next looks at it, and then stands.
    const running = (looks: number) => {
      const spy = jest.spyOn(clock, 'nowMs');
      for (let i = 1; i <= looks; i += 1) spy.mockReturnValueOnce(nowMs + i);
      return spy;
    };
    const back = must(await (running(30), transfers().cancel(eve, taken.id)));
    expect(must(await transfers().cancel(eve, taken.id)).settledAtMs).toBe(back.settledAtMs);
    const accepted = must(await (running(30), transfers().accept(guy, codeOf(kept))));
    expect(must(await transfers().accept(guy, codeOf(kept))).settledAtMs).toBe(accepted.settledAtMs);
    jest.restoreAllMocks();
  });

  it('50 transfers at once of points for one: one succeeds (P1)', async () => {
    const dan = await world.member('dan');
    await world.give(dan, 100);
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(dan, 100)));
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    expect(answers.filter((one) => !one.ok && one.error.code === 'POINTS_INSUFFICIENT')).toHaveLength(49);
    expect(await world.balance(dan)).toMatchObject({ available: 0, held: 100 });
  });

  it('keep what was given when the giver wants to be forgotten, without the words that came with it', async () => {
    const [ivy, jon] = [await world.member('ivy'), await world.member('jon')];
    await world.give(ivy, 100);
    const sent = must(await transfers().send(ivy, { key: 'words', points: 100, message: 'for you, jon' }));
    must(await transfers().accept(jon, codeOf(sent)));
    await world.server.get(ErasureService).erase(world.brand, ivy.id);
    const [row] = await world.server.platform.db.read((reader) =>
      reader.query('SELECT points, message FROM points_transfer WHERE id = ?', [sent.id]),
    );
    expect(row).toEqual({ points: 100, message: '' });
  });

  it('one code claimed by ten at once goes to one of them', async () => {
    const eva = await world.member('eva');
    await world.give(eva, 100);
    const sent = must(await send(eva, 100));
    const friends: AssetOwner[] = [];
    for (let i = 0; i < 10; i += 1) friends.push(await world.member(`friend-${i}`));
    const answers = await Promise.all(friends.map((one) => transfers().accept(one, codeOf(sent))));
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    const balances = await Promise.all(friends.map((one) => world.balance(one)));
    expect(balances.reduce((sum, one) => sum + one.available, 0)).toBe(100);
  });

  it('accepting, taking back and lapsing at once settle it once', async () => {
    const [fay, gil] = [await world.member('fay'), await world.member('gil')];
    await world.give(fay, 200);
    for (let round = 0; round < 8; round += 1) {
      const sent = must(await send(fay, 20));
      const [accepted, cancelled, lapsed] = await Promise.all([
        transfers().accept(gil, codeOf(sent)),
        transfers().cancel(fay, sent.id),
        transfers().lapse(sent),
      ]);
      expect([accepted.ok, cancelled.ok, lapsed].filter(Boolean)).toHaveLength(1);
    }
    const [a, b] = [await world.balance(fay), await world.balance(gil)];
    expect(a.held).toBe(0);
    expect(a.available + b.available).toBe(200);
  });
});

describe('what the programme allows', () => {
  it('not to oneself, not too few, not more than a day has, not in debt, and only what is there', async () => {
    const [hal, ida] = [await world.member('hal'), await world.member('ida')];
    await world.give(hal, 5_000);
    expect(await send(hal, 9)).toMatchObject({ error: { code: 'TRANSFER_TOO_SMALL', minPoints: 10 } });
    const sent = must(await send(hal, 600, 'mine'));
    expect(await transfers().accept(hal, codeOf(sent))).toMatchObject({ error: { code: 'TRANSFER_OWN' } });
    expect(await send(hal, 401)).toMatchObject({ error: { code: 'TRANSFER_DAY_LIMIT', leftToday: 400 } });
    expect(must(await send(hal, 600, 'mine')).id).toBe(sent.id);
    expect(await send(hal, 601, 'mine')).toMatchObject({ error: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(await send(ida, 10)).toMatchObject({ error: { code: 'POINTS_INSUFFICIENT' } });
    await world.runIntoDebt('ida', 30);
    expect(await send(ida, 10)).toMatchObject({ error: { code: 'POINTS_IN_DEBT', debt: 30 } });
    world.server.clock.pass(DAY_MS);
    expect((await send(hal, 900)).ok).toBe(true);
  });

  it('repays the debt of whoever receives', async () => {
    const [jon, kim] = [await world.member('jon'), await world.member('kim')];
    await world.give(jon, 100);
    await world.runIntoDebt('kim', 30);
    must(await transfers().accept(kim, codeOf(must(await send(jon, 100)))));
    expect(await world.balance(kim)).toMatchObject({ available: 70, debt: 0 });
  });

  it('lapses at its instant, whenever the job comes by', async () => {
    const [lea, max] = [await world.member('lea'), await world.member('max')];
    await world.give(lea, 100);
    const sent = must(await send(lea, 100));
    world.server.clock.pass(24 * HOUR_MS);
    for (const answer of [
      await transfers().preview(max, codeOf(sent)),
      await transfers().accept(max, codeOf(sent)),
    ])
      expect(answer).toMatchObject({ error: { code: 'TRANSFER_LAPSED' } });
    await world.server.get(Jobs).runNow('transfers.lapse');
    expect(await world.balance(lea)).toMatchObject({ available: 100, held: 0 });
    expect(await transfers().accept(max, codeOf(sent))).toMatchObject({
      error: { code: 'TRANSFER_LAPSED' },
    });
  });

  it('can be switched off', async () => {
    await allow({ ...spendingSettings.defaults.transfers, enabled: false });
    const ned = await world.member('ned');
    await world.give(ned, 100);
    expect(await send(ned, 100)).toMatchObject({ error: { code: 'TRANSFER_DISABLED' } });
  });

  it('leaves a ledger that proves itself', () => world.audit());
});
