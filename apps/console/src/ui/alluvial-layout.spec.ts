import { alluvialLayout, spreadLabels } from './alluvial-layout';

const keys = ['R2', 'R1', 'none'];
const flows = [
  { from: 'R1', to: 'R2', value: 30 },
  { from: 'R1', to: 'R1', value: 50 },
  { from: 'R2', to: 'none', value: 10 },
  { from: 'none', to: 'R1', value: 10 },
  { from: 'none', to: 'R2', value: 0 },
];

it('fills the height with people and gaps on both sides', () => {
  const { left, right } = alluvialLayout(keys, flows, 220, 10);
  for (const column of [left, right]) {
    expect(column.reduce((sum, box) => sum + box.height, 0)).toBeCloseTo(200);
    expect(column.reduce((sum, box) => sum + box.value, 0)).toBe(100);
  }
  expect(left.map((box) => box.value)).toEqual([10, 80, 10]);
  expect(right.map((box) => box.value)).toEqual([30, 60, 10]);
});

it('keeps every band inside its two nodes and leaves empty flows out', () => {
  const { left, right, bands } = alluvialLayout(keys, flows, 220, 10);
  expect(bands).toHaveLength(4);
  for (const band of bands) {
    const from = left.find((box) => box.key === band.from)!;
    const to = right.find((box) => box.key === band.to)!;
    expect(band.y0).toBeGreaterThanOrEqual(from.y - 1e-9);
    expect(band.y0 + band.thickness).toBeLessThanOrEqual(from.y + from.height + 1e-9);
    expect(band.y1).toBeGreaterThanOrEqual(to.y - 1e-9);
    expect(band.y1 + band.thickness).toBeLessThanOrEqual(to.y + to.height + 1e-9);
  }
});

it('draws nothing rather than NaN when nobody is there', () => {
  const { bands, left } = alluvialLayout(keys, [], 220, 10);
  expect(bands).toEqual([]);
  expect(left.every((box) => box.height === 0)).toBe(true);
});

it('moves labels apart and keeps them inside', () => {
  expect(spreadLabels([0, 2, 50], 16, 100)).toEqual([0, 16, 50]);
  expect(spreadLabels([90, 95, 100], 16, 100)).toEqual([68, 84, 100]);
});
