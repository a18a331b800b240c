import { PartlyFailed, reportOf, sweep, type Sweep } from './sweep';

/** Things that are due until they are done; some of them never can be. */
function yard(count: number, poison: readonly number[] = []) {
  const waiting = Array.from({ length: count }, (_, i) => i + 1);
  const asked: number[][] = [];
  const todo: Sweep<number> = {
    due: async (limit) => waiting.slice(0, limit),
    keyOf: (one) => one,
    work: async (items) => {
      asked.push([...items]);
      if (items.some((one) => poison.includes(one))) throw new Error('poison');
      for (const one of items) waiting.splice(waiting.indexOf(one), 1);
      return items.length;
    },
  };
  return { waiting, asked, todo };
}

describe('a sweep', () => {
  it('does all that is due, page by page', async () => {
    const { todo, waiting } = yard(501);
    expect(await sweep(todo)).toEqual({ done: 501, failed: 0, fault: undefined });
    expect(waiting).toEqual([]);
  });

  it('goes on behind what fails, tries it once in a run, and tells of it', async () => {
    const { todo, waiting, asked } = yard(450, [1, 2, 3, 250]);
    const swept = await sweep(todo);
    expect(swept).toMatchObject({ done: 446, failed: 4, fault: new Error('poison') });
    expect(waiting).toEqual([1, 2, 3, 250]);
    expect(asked).toHaveLength(450);
  });

  it('tries alone what failed together', async () => {
    const { todo, waiting, asked } = yard(10, [4]);
    expect(await sweep({ ...todo, together: 5 })).toMatchObject({ done: 9, failed: 1 });
    expect(waiting).toEqual([4]);
    expect(asked).toHaveLength(1 + 5 + 1);
  });

  it('leaves the rest for the next run', async () => {
    const { todo, waiting } = yard(30);
    expect(await sweep({ ...todo, limit: 10 })).toMatchObject({ done: 10 });
    expect(waiting[0]).toBe(11);
  });

  it('never turns in circles over what stays due although it was done', async () => {
    let works = 0;
    const swept = await sweep<number>({
      due: async (limit) => [1, 2, 3].slice(0, limit),
      keyOf: (one) => one,
      work: async () => (works += 1) && 1,
    });
    expect([swept.done, works]).toEqual([3, 3]);
  });

  it('reaches what stands behind pages of such', async () => {
    const stays = Array.from({ length: 450 }, (_, i) => i);
    const { todo, waiting } = yard(30);
    const swept = await sweep<number>({
      due: async (limit) => [...stays, ...waiting.map((one) => 1_000 + one)].slice(0, limit),
      keyOf: (one) => one,
      work: async ([one = 0]) => (one < 1_000 ? 0 : todo.work([one - 1_000])),
    });
    expect([swept.done, waiting]).toEqual([30, []]);
  });

  it('stops when it is not the rows that fail', async () => {
    const all = Array.from({ length: 1_000 }, (_, i) => i + 1);
    const { todo, asked } = yard(1_000, all);
    expect(await sweep(todo)).toMatchObject({ done: 0, failed: 50 });
    expect(asked).toHaveLength(50);
  });

  it('ends when what is due cannot be read', async () => {
    const due = async (): Promise<number[]> => {
      throw new Error('away');
    };
    await expect(sweep({ ...yard(3).todo, due })).rejects.toThrow('away');
  });
});

describe('the line of a run', () => {
  it('names what was done', () => {
    const none = { failed: 0, fault: undefined };
    expect(reportOf({ gifts: { done: 3, ...none }, transfers: { done: 0, ...none } })).toBe(
      '3 gifts, 0 transfers',
    );
  });

  it('is a failure as soon as one failed, and still says what was done', () => {
    const fault = new Error('poison');
    const tried = (): string => reportOf({ gifts: { done: 3, failed: 1, fault } });
    expect(tried).toThrow(PartlyFailed);
    expect(tried).toThrow('3 gifts, 1 failed');
  });
});
