import fc from 'fast-check';
import { SteppedClock } from './clock';
import { IdSource, PublicIds } from './ids';

const STARTS_MS = Date.UTC(2026, 10, 21);

describe('ids', () => {
  it('only grow, whatever the clock does', () => {
    const steps = fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(steps, (moves) => {
        const clock = new SteppedClock(STARTS_MS);
        const ids = new IdSource(clock, 3);
        let last = 0;
        for (const ms of moves) {
          clock.pass(ms);
          const id = ids.next();
          expect(id).toBeGreaterThan(last);
          last = id;
        }
      }),
    );
  });

  it('are different in all 32 processes, also within one millisecond', () => {
    const clock = new SteppedClock(STARTS_MS);
    const made = Array.from({ length: 32 }, (_, node) => new IdSource(clock, node)).flatMap((source) =>
      Array.from({ length: 1_000 }, () => source.next()),
    );
    expect(new Set(made).size).toBe(32_000);
  });

  it('stay whole numbers that JavaScript holds exactly, for decades', () => {
    const clock = new SteppedClock(Date.UTC(2094, 0, 1));
    const id = new IdSource(clock, 31).next();
    expect(Number.isSafeInteger(id)).toBe(true);
    expect(new IdSource(clock, 31).next()).toBeGreaterThan(0);
  });

  it('take up another node number while running', () => {
    const node = { value: 1 };
    const ids = new IdSource(new SteppedClock(STARTS_MS), node);
    const before = ids.next();
    node.value = 0;
    expect(ids.next()).not.toBe(before);
  });
});

describe('public ids', () => {
  const ids = new PublicIds(Buffer.alloc(16, 7));
  const anyId = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

  it('lead back to the row, for any id', () => {
    fc.assert(fc.property(anyId, (id) => expect(ids.decode('cus', ids.encode('cus', id))).toBe(id)));
  });

  it('look alike for all ids, so that nobody can count', () => {
    fc.assert(fc.property(anyId, (id) => expect(ids.encode('ord', id)).toMatch(/^ord_[0-9A-Za-z]{22}$/)));
  });

  it('cannot be carried from one kind to another', () => {
    const order = ids.encode('ord', 42);
    expect(ids.decode('cus', order)).toBeNull();
    expect(ids.decode('cus', order.replace('ord_', 'cus_'))).toBeNull();
  });

  it('cannot be made up, nor bent into another one', () => {
    const real = ids.encode('cus', 42);
    const position = fc.integer({ min: 4, max: real.length - 1 });
    const letter = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
    fc.assert(
      fc.property(position, letter, (at, other) => {
        const bent = real.slice(0, at) + other + real.slice(at + 1);
        expect(ids.decode('cus', bent)).toBe(bent === real ? 42 : null);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => expect(ids.decode('cus', `cus_${text}`)).toBeNull()));
  });

  it('of another server mean nothing here', () => {
    expect(ids.decode('cus', new PublicIds(Buffer.alloc(16, 8)).encode('cus', 42))).toBeNull();
  });
});
