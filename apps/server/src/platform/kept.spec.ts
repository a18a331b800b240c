import { SteppedClock } from './clock';
import type { Reader } from './db/statements';
import { Kept, KEPT_MS } from './kept';

const reading = { mayWrite: false } as Reader;
const writing = { mayWrite: true } as Reader;

describe('what is kept', () => {
  const clock = new SteppedClock(1_000_000);
  const committed: (() => void)[] = [];
  const tx = { afterCommit: (work: () => void) => void committed.push(work) };
  const commit = (): void => committed.splice(0).forEach((work) => work());
  let row = 1;
  const read = () => Promise.resolve(row);

  it('is answered for five seconds, and to nobody who writes (KEPT-1)', async () => {
    const kept = new Kept<string, number>(clock);
    row = 1;
    expect(await kept.get(reading, 'a', read)).toBe(1);
    row = 2;
    clock.pass(KEPT_MS - 1);
    expect(await kept.get(reading, 'a', read)).toBe(1);
    expect(await kept.get(writing, 'a', read)).toBe(2);
    expect(await kept.get(reading, 'a', read)).toBe(1);
    clock.pass(1);
    expect(await kept.get(reading, 'a', read)).toBe(2);
  });

  it('is read once by a transaction, and again after it has changed it (KEPT-1)', async () => {
    const kept = new Kept<string, number>(clock);
    const [one, other] = [
      { ...writing, ...tx },
      { ...writing, ...tx },
    ];
    row = 1;
    expect(await kept.get(one, 'a', read)).toBe(1);
    row = 2;
    expect(await kept.get(one, 'a', read)).toBe(1);
    expect(await kept.get(other, 'a', read)).toBe(2);
    row = 3;
    kept.forget(one, (_value, key) => key === 'a');
    expect(await kept.get(one, 'a', read)).toBe(3);
    expect(await kept.get(other, 'a', read)).toBe(2);
    committed.splice(0);
  });

  it('is forgotten with the commit that made it wrong, and not before (KEPT-2)', async () => {
    const kept = new Kept<string, number>(clock);
    row = 1;
    await kept.get(reading, 'a', read);
    await kept.get(reading, 'b', read);
    row = 2;
    kept.forget(tx, (_value, key) => key === 'a');
    expect(await kept.get(reading, 'a', read)).toBe(1);
    commit();
    expect(await kept.get(reading, 'a', read)).toBe(2);
    expect(await kept.get(reading, 'b', read)).toBe(1);
  });

  it('is not kept when it was read before a change and comes back after it', async () => {
    const kept = new Kept<string, number>(clock);
    row = 1;
    const old = kept.get(reading, 'a', async () => {
      const value = row;
      row = 2;
      kept.forget(tx, () => true);
      commit();
      return value;
    });
    expect(await old).toBe(1);
    expect(await kept.get(reading, 'a', read)).toBe(2);
  });

  it('is not fresh by a clock that was put back', async () => {
    const kept = new Kept<string, number>(clock);
    row = 1;
    await kept.get(reading, 'a', read);
    row = 2;
    clock.pass(-60_000);
    expect(await kept.get(reading, 'a', read)).toBe(2);
  });
});
