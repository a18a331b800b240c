import * as fc from 'fast-check';
import { FIVE_R, layerCodes } from '../layers';
import { NO_PURCHASES, starReport, type LayerFlow, type ReturningRow } from '.';

const codes = layerCodes(FIVE_R);
const nobody = codes.map(() => NO_PURCHASES);
const anyFlow = fc.array(fc.array(fc.nat(50), { minLength: 6, maxLength: 6 }), {
  minLength: 6,
  maxLength: 6,
});

// A small brand, worked by hand: 10 in R2, 4 in R5, 3 still unknown on D0.
const flow: LayerFlow = [
  [0, 1, 0, 0, 2, 0],
  [0, 0, 0, 0, 0, 0],
  [2, 0, 3, 1, 4, 0],
  [0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0],
  [1, 0, 0, 0, 0, 3],
];

describe('S, scaling', () => {
  it('counts assets, growth, new and lost', () => {
    const { S } = starReport({ codes, flow, purchases: nobody });
    expect(S.total).toEqual({ from: 14, to: 14, growth: 0, new: 3, lost: 3 });
    expect(S.byLayer['R5']).toEqual({ from: 4, to: 3, growth: -0.25 });
    expect(S.byLayer['R4']).toEqual({ from: 0, to: 6, growth: null });
  });

  it('explains every growth by new and lost assets', () => {
    fc.assert(
      fc.property(anyFlow, (anyBrand) => {
        const { total } = starReport({ codes, flow: anyBrand, purchases: nobody }).S;
        expect(total.to - total.from).toBe(total.new - total.lost);
      }),
    );
  });
});

describe('T, triangulating', () => {
  it('shares the assets among the layers, none left out', () => {
    const { T } = starReport({ codes, flow, purchases: nobody });
    expect(T.from).toEqual({ R1: 0, R2: 10 / 14, R3: 0, R4: 0, R5: 4 / 14 });
    expect(T.to).toEqual({ R1: 1 / 14, R2: 3 / 14, R3: 1 / 14, R4: 6 / 14, R5: 3 / 14 });
  });

  it('is unknown for a scope without assets', () => {
    const empty = codes.map(() => codes.map(() => 0));
    const report = starReport({ codes, flow: empty, purchases: nobody });
    expect(report.T.from).toEqual({ R1: null, R2: null, R3: null, R4: null, R5: null });
    expect(JSON.stringify(report)).not.toContain('NaN');
  });
});

describe('A, activating', () => {
  it('splits each layer into forward, stay and reverse', () => {
    const { A } = starReport({ codes, flow, purchases: nobody });
    expect([A.forward['R2'], A.stay['R2'], A.reverse['R2']]).toEqual([0.5, 0.3, 0.2]);
    expect([A.forward['R5'], A.stay['R5'], A.reverse['R5']]).toEqual([0, 0.75, 0.25]);
    expect([A.forward['R1'], A.stay['R1'], A.reverse['R1']]).toEqual([null, null, null]);
    expect(Object.keys(A.forward)).toEqual(['R1', 'R2', 'R3', 'R4', 'R5']);
  });

  it('adds up to one in every layer that anybody was in', () => {
    fc.assert(
      fc.property(anyFlow, (anyBrand) => {
        const { A } = starReport({ codes, flow: anyBrand, purchases: nobody });
        codes.slice(1).forEach((code, index) => {
          const rates = [A.forward[code]!, A.stay[code]!, A.reverse[code]!];
          const isEmpty = anyBrand[index + 1]!.every((count) => count === 0);
          if (isEmpty) expect(rates).toEqual([null, null, null]);
          else expect(rates[0]! + rates[1]! + rates[2]!).toBeCloseTo(1, 12);
        });
      }),
    );
  });

  it('stops at a flow that is no square of counts', () => {
    expect(() => starReport({ codes, flow: flow.slice(1), purchases: nobody })).toThrow('STAR-1');
    const negative = flow.map((row) => row.map((count) => -count - 1));
    expect(() => starReport({ codes, flow: negative, purchases: nobody })).toThrow('STAR-1');
  });
});

describe('R, returning', () => {
  const bought = (
    gmvFen: number,
    orders: number,
    buyers: number,
    repeatBuyers = 0,
    refundFen = 0,
  ): ReturningRow => ({
    gmvFen,
    refundFen,
    orders,
    buyers,
    repeatBuyers,
  });
  const purchases = [
    bought(300, 3, 2),
    NO_PURCHASES,
    bought(1000, 5, 3, 1, 200),
    NO_PURCHASES,
    NO_PURCHASES,
    NO_PURCHASES,
  ];

  it('gives money per head as exact fractions of a fen', () => {
    const { R } = starReport({ codes, flow, purchases });
    expect(R.byLayer['R2']).toEqual({
      gmvFen: 1000,
      netGmvFen: 800,
      orders: 5,
      buyers: 3,
      conversion: 0.3,
      spendPerBuyerFen: 333.33,
      spendPerOrderFen: 200,
      repurchaseRate: 1 / 3,
    });
  });

  it('has no conversion for newcomers, nor for a layer empty on D0', () => {
    const { R } = starReport({ codes, flow, purchases });
    expect([R.byLayer['none']!.conversion, R.byLayer['R1']!.conversion]).toEqual([null, null]);
    expect(R.byLayer['R5']).toMatchObject({ conversion: 0, spendPerBuyerFen: null, repurchaseRate: null });
  });

  it('counts newcomers in the total, but not in its conversion', () => {
    expect(starReport({ codes, flow, purchases }).R.total).toMatchObject({
      gmvFen: 1300,
      orders: 8,
      buyers: 5,
      conversion: 3 / 14,
      spendPerBuyerFen: 260,
      spendPerOrderFen: 162.5,
      repurchaseRate: 0.2,
    });
  });

  it.each([
    ['more repeat buyers than buyers', bought(1, 1, 1, 2)],
    ['a buyer without an order', bought(1, 0, 1)],
    ['more buyers than the layer had customers', bought(1, 11, 11)],
    ['a fraction of a fen', bought(0.5, 1, 1)],
  ])('stops at %s', (_, row) => {
    const wrong = purchases.map((known, layer) => (layer === 2 ? row : known));
    expect(() => starReport({ codes, flow, purchases: wrong })).toThrow('STAR-2');
  });
});
