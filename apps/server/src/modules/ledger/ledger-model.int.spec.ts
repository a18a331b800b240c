import * as fc from 'fast-check';
import {
  accountKey,
  applyPosting,
  canonicalPosting,
  checkLimits,
  reversalOf,
  type Balances,
} from '@liuliang/domain';
import {
  clawbackPosting,
  earning,
  inBrand,
  member,
  openLedgerWorld,
  transfer,
  type LedgerWorld,
} from '../../testing/ledger';
import { AuditService } from '../ledger-audit';
import type { LedgerPosting } from './posting-rows';

/** The whole ledger in a few lines: postings by key, what was reversed, and balances. */
class Model {
  balances: Balances = new Map();
  private readonly known = new Map<string, LedgerPosting>();
  private readonly reversed = new Set<string>();

  answer(posting: LedgerPosting): string {
    const before = this.known.get(posting.key);
    if (before)
      return canonicalPosting(before) === canonicalPosting(posting) ? 'replay' : 'LEDGER_KEY_REUSED';
    if (posting.reverses !== undefined) {
      const original = this.known.get(posting.reverses);
      if (!original) return 'LEDGER_REVERSAL_INVALID';
      if (this.reversed.has(original.key)) return 'LEDGER_ALREADY_REVERSED';
      const opposite = canonicalPosting(reversalOf(original, posting.key));
      if (opposite !== canonicalPosting(posting)) return 'LEDGER_REVERSAL_INVALID';
    }
    const limits = checkLimits(this.balances, posting);
    if (!limits.ok) return limits.error.code;
    this.balances = applyPosting(this.balances, posting);
    this.known.set(posting.key, posting);
    if (posting.reverses !== undefined) this.reversed.add(posting.reverses);
    return 'posted';
  }
}

const MEMBERS = [1, 2, 3];

const anyAct = fc.record({
  act: fc.constantFrom('earn', 'earn', 'claw', 'move', 'reverse'),
  /** Few numbers, so that keys meet again with the same and with other content. */
  number: fc.integer({ min: 1, max: 12 }),
  from: fc.constantFrom(...MEMBERS),
  to: fc.constantFrom(...MEMBERS),
  points: fc.constantFrom(1, 5, 40),
});
type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never;

describe('the ledger, for any stream of postings in any batches', () => {
  let world: LedgerWorld;

  beforeEach(async () => {
    world = await openLedgerWorld();
  });
  afterEach(() => world.server.close());

  // Every run has its own members and keys, so that the runs of the property share one database.
  const postingOf = ({ act, number, from, to, points }: Act, run: number): LedgerPosting => {
    const who = run * 10 + from;
    const key = `${act}:${run}:${number}`;
    const earn = { ...earning(world.brandId, number, who, points), key: `earn:${run}:${number}` };
    switch (act) {
      case 'earn':
        return earn;
      case 'claw':
        return inBrand(
          world.brandId,
          clawbackPosting({ key, reference: { kind: 'order', id: '1' }, memberId: who, points }),
        );
      case 'move':
        return transfer(world.brandId, key, who, run * 10 + (from === to ? (to % 3) + 1 : to), points);
      default:
        return inBrand(world.brandId, reversalOf(earn, `${key}:${from}`));
    }
  };

  it('answers and adds up as the model does, and passes the audit', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyAct, { minLength: 1, maxLength: 8 }), { maxLength: 6 }),
        async (batches) => {
          run += 1;
          const model = new Model();
          for (const batch of batches) {
            const postings = batch.map((act) => postingOf(act, run));
            const expected = postings.map((posting) => model.answer(posting));
            const answers = await world.db.run('test', (tx) => world.ledger.post(tx, postings));
            const said = answers.map((one) =>
              one.ok ? (one.value.isReplay ? 'replay' : 'posted') : one.error.code,
            );
            expect(said).toEqual(expected);
          }
          for (const who of MEMBERS.map((one) => run * 10 + one)) {
            expect(await world.available(who)).toBe(model.balances.get(accountKey(member(who))) ?? 0);
          }
        },
      ),
      { numRuns: 30 },
    );
    const { checks } = await world.server.get(AuditService).run(null);
    // The clawbacks of this story are for no order, and it takes earnings back as nothing in the product does.
    expect(
      checks
        .filter((check) => !check.ok)
        .map(({ id }) => id)
        .filter((id) => id !== 'ORDERS' && id !== 'FACTS'),
    ).toEqual([]);
  });
});
