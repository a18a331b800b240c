import { layerSpans } from './layer-spans';

it('fills the strip from first seen to today without gaps', () => {
  const spans = layerSpans(
    [
      { from: '2026-11-01', layer: 'R2' },
      { from: '2026-11-05', layer: 'R4' },
      { from: '2026-11-10', layer: 'none' },
    ],
    '2026-11-20',
  );
  expect(spans.map(({ length }) => length)).toEqual([4 / 20, 5 / 20, 11 / 20]);
  spans.reduce((end, span) => {
    expect(span.start).toBeCloseTo(end);
    return span.start + span.length;
  }, 0);
  expect(spans.at(-1)?.to).toBe('2026-11-20');
});

it('gives somebody first seen today a strip of one day', () => {
  expect(layerSpans([{ from: '2026-11-20', layer: 'R1' }], '2026-11-20')).toEqual([
    { from: '2026-11-20', to: '2026-11-20', layer: 'R1', start: 0, length: 1 },
  ]);
  expect(layerSpans([], '2026-11-20')).toEqual([]);
});
