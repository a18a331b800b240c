import * as fc from 'fast-check';
import { flowOfLists, packLayers, type LayerEntry } from './lists';

/** Goal: walking two packed lists is grouping by customer. Method: any customers and ids, cut into parts anywhere. */
const LAYERS = 5;
const anyPerson = fc.record({
  customerId: fc.oneof(
    fc.integer({ min: 1, max: 300 }),
    fc.integer({ min: 2 ** 31, max: Number.MAX_SAFE_INTEGER }),
  ),
  from: fc.nat(LAYERS),
  to: fc.nat(LAYERS),
});
const anyPeople = fc
  .uniqueArray(anyPerson, { selector: (person) => person.customerId, maxLength: 60 })
  .map((people) => [...people].sort((a, b) => a.customerId - b.customerId));

const partsOf = (entries: readonly LayerEntry[], cuts: readonly number[]): Uint8Array[] => {
  const ends = [...new Set([...cuts.map((cut) => Math.min(cut, entries.length)), entries.length])];
  ends.sort((a, b) => a - b);
  return ends.map((end, part) => packLayers(entries.slice(ends[part - 1] ?? 0, end)));
};

describe('lists of layers', () => {
  it('tell the flow that grouping by customer tells, however they are cut', () => {
    const anyCuts = fc.array(fc.nat(60), { maxLength: 4 });
    fc.assert(
      fc.property(anyPeople, anyCuts, anyCuts, (people, fromCuts, toCuts) => {
        const on = (day: 'from' | 'to'): LayerEntry[] =>
          people
            .filter((person) => person[day] > 0)
            .map((person) => ({ customerId: person.customerId, layer: person[day] }));
        const flow = Array.from({ length: LAYERS + 1 }, () => new Array<number>(LAYERS + 1).fill(0));
        for (const { from, to } of people) if (from + to > 0) flow[from]![to]! += 1;
        expect(flowOfLists(partsOf(on('from'), fromCuts), partsOf(on('to'), toCuts), LAYERS)).toEqual(flow);
      }),
    );
  });

  it('refuse customers that are out of order or named twice', () => {
    const entry = (customerId: number): LayerEntry => ({ customerId, layer: 1 });
    expect(() => packLayers([entry(2), entry(1)])).toThrow('ascending');
    expect(() => packLayers([entry(2), entry(2)])).toThrow('ascending');
  });
});
