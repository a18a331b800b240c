import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { dayStartMs, parseDay } from '@liuliang/domain';
import { dyingAfter } from '../../testing/ledger-faults';
import { mobileOf, openSpendingWorld, type SpendingWorld } from '../../testing/spending-world';
import { BrandsService, type Brand } from '../brands';
import { sourceOf, type ImportStep } from '../imports';
import { OpeningBalances } from '.';

const folder = mkdtempSync(join(tmpdir(), 'balances-'));
let files = 0;
let world: SpendingWorld;
beforeAll(async () => {
  world = await openSpendingWorld();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await world.close();
});

const HEADER = 'line_id,identity_kind,identity,asset,points,expires_on';
const opening = (): OpeningBalances => world.server.get(OpeningBalances);
let brandNumber = 0;
const newBrand = async (): Promise<Brand> =>
  (await world.server.get(BrandsService).create({ code: `b${(brandNumber += 1)}`, name: '测试' })) as Brand;

async function bring(brand: Brand, lines: readonly string[], header = HEADER) {
  const steps: ImportStep[] = [];
  const path = join(folder, `${(files += 1)}.csv`);
  writeFileSync(path, [header, ...lines].join('\n'));
  const source = sourceOf(path, { format: 'csv', encoding: 'utf-8', sheet: '' }, brand.timeZone);
  const done = await opening().run(brand, source, async (step) => void steps.push(step));
  return { done, faults: steps.flatMap((step) => step.faults) };
}

/** What a brand's members have, by when it expires. */
async function picture(brand: Brand): Promise<string> {
  const lots = await world.rows(
    `SELECT l.asset, l.remaining, l.expires_at_ms AS expires, i.value_index AS who FROM points_lot l
      JOIN customer_identity i ON i.customer_id = l.owner_id WHERE l.brand_id = ?`,
    [brand.id],
  );
  const sums = await world.rows(
    `SELECT owner_kind, asset, bucket, CAST(SUM(balance) AS SIGNED) AS balance FROM ledger_account
      WHERE brand_id = ? GROUP BY owner_kind, asset, bucket ORDER BY owner_kind, asset, bucket`,
    [brand.id],
  );
  // Each brand has its own index of the same person, so people are told apart by what they have.
  const told = lots.map((lot) => JSON.stringify({ ...(lot as object), who: '' })).sort();
  return JSON.stringify([told, sums]);
}

const people = ['ann', 'bob', 'cat', 'dan'];
const lines = Array.from({ length: 40 }, (_, i) => {
  const person = mobileOf(people[i % people.length]!);
  const asset = i % 7 === 0 ? 'growth' : 'points';
  const day = asset === 'growth' || i % 5 === 0 ? '' : `2027-0${1 + (i % 8)}-15`;
  return `L${i},mobile,${person},${asset},${10 + i},${day}`;
});

describe('opening balances', () => {
  it('become lots that expire at the end of their day, from the adjustment account', async () => {
    const brand = await newBrand();
    const file = [
      `a,mobile,${mobileOf('eva')},points,120,2027-03-31`,
      `b,mobile,${mobileOf('eva')},points,30,`,
    ];
    expect((await bring(brand, file)).done).toEqual({
      ok: true,
      value: { lines: 2, accepted: 2, duplicate: 0, rejected: 0 },
    });
    const rows = await world.rows<{ remaining: number; expires: number }>(
      'SELECT remaining, expires_at_ms AS expires FROM points_lot WHERE brand_id = ? ORDER BY remaining DESC',
      [brand.id],
    );
    const end = dayStartMs((parseDay('2027-03-31') ?? 0) + 1, brand.timeZone);
    expect(rows.map(({ remaining, expires }) => [remaining, expires])).toEqual([
      [120, end],
      [30, 253402300799999],
    ]);
    const [system] = await world.rows(
      "SELECT CAST(SUM(balance) AS SIGNED) AS balance FROM ledger_account WHERE brand_id = ? AND bucket = 'adjustment'",
      [brand.id],
    );
    expect(system).toEqual({ balance: -150 });
  });

  it('twice, shuffled and cut anyhow come to the same', async () => {
    const straight = await newBrand();
    await bring(straight, lines);
    const expected = await picture(straight);
    expect((await bring(straight, lines)).done).toMatchObject({
      value: { accepted: 0, duplicate: lines.length, rejected: 0 },
    });
    expect(await picture(straight)).toBe(expected);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(lines, { minLength: lines.length }),
        fc.array(fc.integer({ min: 0, max: lines.length }), { maxLength: 3 }),
        async (shuffled, cuts) => {
          const brand = await newBrand();
          for (const cut of cuts) await bring(brand, shuffled.slice(0, cut));
          await bring(brand, shuffled);
          expect(await picture(brand)).toBe(expected);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('leave nothing behind when killed at any statement, and complete when they run again', async () => {
    const brand = await newBrand();
    const rows = lines.map((line) => {
      const values = line.split(',');
      return Object.fromEntries(HEADER.split(',').map((column, i) => [column, values[i]]));
    });
    await opening().bring(brand, rows.slice(0, 15));
    const before = await picture(brand);
    let deaths = 0;
    for (let after = 1; ; after += 1) {
      const end = await world.server.platform.db
        .run('test.dying', (tx) => opening().bringIn(dyingAfter(tx, after), brand, rows))
        .then(() => 'committed')
        .catch((error: Error) => error.message);
      if (end === 'committed') break;
      expect(end).toBe('the process died');
      expect(await picture(brand)).toBe(before);
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(8);
    const straight = await newBrand();
    await bring(straight, lines);
    expect(await picture(brand)).toBe(await picture(straight));
  });

  it('brought by two at once are posted once', async () => {
    const brand = await newBrand();
    const both = await Promise.all([bring(brand, lines), bring(brand, [...lines].reverse())]);
    const counts = both.map(({ done }) => (done.ok ? [done.value.accepted, done.value.duplicate] : []));
    expect(counts.flat().reduce((sum, n) => sum + n, 0)).toBe(2 * lines.length);
    expect(counts[0]![0]! + counts[1]![0]!).toBe(lines.length);
  });

  it('are rejected line by line, with the reason, and leave no trace of the rejected', async () => {
    const brand = await newBrand();
    const eva = mobileOf('eva');
    const { done, faults } = await bring(brand, [
      `a,mobile,${eva},points,120,2027-03-31`,
      `a,mobile,${eva},points,121,2027-03-31`,
      `b,mobile,${eva},points,0,`,
      `c,mobile,${eva},points,1000000000001,`,
      `d,mobile,${eva},points,1.5,`,
      `e,mobile,${eva},guide_points,5,`,
      `f,mobile,${eva},growth,5,2027-03-31`,
      `g,mobile,${mobileOf('late')},points,5,2026-11-01`,
      `h,mobile,${eva},points,5,2027-02-30`,
      `i,phone,${eva},points,5,`,
      'j,mobile,12,points,5,',
      `,mobile,${eva},points,5,`,
      `k,mobile,${eva},points`,
      `a,mobile,${eva},points,120,2027-03-31`,
    ]);
    expect(done).toMatchObject({ value: { lines: 14, accepted: 1, duplicate: 1, rejected: 12 } });
    expect(faults.map(({ line, code, field }) => [line, code, field])).toEqual([
      [3, 'BALANCE_LINE_CONFLICT', 'line_id'],
      [4, 'LEDGER_AMOUNT_OUT_OF_RANGE', 'points'],
      [5, 'LEDGER_AMOUNT_OUT_OF_RANGE', 'points'],
      [6, 'LEDGER_AMOUNT_OUT_OF_RANGE', 'points'],
      [7, 'INPUT_INVALID', 'asset'],
      [8, 'INPUT_INVALID', 'expires_on'],
      [9, 'EXPIRY_PAST', 'expires_on'],
      [10, 'INPUT_INVALID', 'expires_on'],
      [11, 'IDENTITY_KIND_UNKNOWN', 'identity_kind'],
      [12, 'IDENTITY_INVALID', 'identity'],
      [13, 'FIELD_MISSING', 'line_id'],
      [14, 'LINE_MALFORMED', null],
    ]);
    const [count] = await world.rows<{ n: number }>('SELECT COUNT(*) AS n FROM customer WHERE brand_id = ?', [
      brand.id,
    ]);
    expect(count?.n).toBe(1);
    expect((await bring(brand, [], 'line_id,points')).done).toMatchObject({
      error: { code: 'HEADER_WRONG' },
    });
    const report = await world.rows('SELECT id FROM opening_balance WHERE brand_id = ?', [brand.id]);
    expect(report).toHaveLength(1);
  });

  it('leave a ledger that proves itself', () => world.audit());
});
