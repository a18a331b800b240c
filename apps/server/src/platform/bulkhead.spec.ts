import { Bulkhead } from './bulkhead';

/** Work that ends when it is told to. */
function openWork() {
  const ends: (() => void)[] = [];
  const begun: string[] = [];
  const work = (name: string) => (): Promise<string> => {
    begun.push(name);
    return new Promise((resolve) => ends.push(() => resolve(name)));
  };
  const endNext = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, work, endNext };
}

describe('a bulkhead', () => {
  it('lets so many in at once, so many wait, and refuses the rest at once', async () => {
    const bulkhead = new Bulkhead({ atOnce: 2, waiting: 3 });
    const { begun, work, endNext } = openWork();
    const asked = Array.from({ length: 10 }, (_, i) => bulkhead.within(false, work(String(i))));
    expect(await Promise.all(asked.slice(5))).toEqual(Array.from({ length: 5 }, () => null));
    expect(begun).toEqual(['0', '1']);
    for (let i = 0; i < 5; i += 1) await endNext();
    expect(await Promise.all(asked.slice(0, 5))).toEqual(['0', '1', '2', '3', '4']);
    const later = bulkhead.within(false, async () => 'free again');
    expect(await later).toBe('free again');
  });

  it('keeps places for those who are known, and lets them in first', async () => {
    const bulkhead = new Bulkhead({ atOnce: 1, waiting: 1 });
    const { begun, work, endNext } = openWork();
    const asked = [bulkhead.within(false, work('a')), bulkhead.within(false, work('b'))];
    expect(await bulkhead.within(false, work('refused'))).toBeNull();
    asked.push(bulkhead.within(true, work('known')));
    for (let i = 0; i < 3; i += 1) await endNext();
    await Promise.all(asked);
    expect(begun).toEqual(['a', 'known', 'b']);
  });

  it('hands the place on when the work fails', async () => {
    const bulkhead = new Bulkhead({ atOnce: 1, waiting: 1 });
    await expect(bulkhead.within(false, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await bulkhead.within(false, async () => 'in')).toBe('in');
  });
});
