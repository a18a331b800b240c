import { DAY_MS } from '@liuliang/domain';
import { behindTheTriggers } from '../../testing/ledger-faults';
import { earning, openLedgerWorld, type LedgerWorld } from '../../testing/ledger';
import { AuditService } from './audit.service';
import { LedgerAuditJobs } from './jobs';
import { LedgerProofs } from './proofs.service';

const CUSTOMER = 7;
/** Before the first root, and after it. */
const [OLD, NEW] = [3, 2];
const OTHER_WORDS = `explanation = '{"x":1}'`;

/** A night after which much was posted, and one after which little was. */
describe('the nightly audit', () => {
  let world: LedgerWorld;
  let jobs: LedgerAuditJobs;
  let number = 0;

  beforeEach(async () => {
    world = await openLedgerWorld();
    jobs = world.server.get(LedgerAuditJobs);
    await posted(OLD);
    await nightOf();
  });
  afterEach(() => world.server.close());

  const posted = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1)
      await world.writer.submit(earning(world.brandId, (number += 1), CUSTOMER, 5));
  };
  /** @returns what the job says of the night */
  const nightOf = async (): Promise<string> => {
    await jobs.makeRoot();
    return jobs.proveAll();
  };
  const lastRun = async () => {
    const { items } = await world.server.get(LedgerProofs).audits(world.brandId, { after: null, limit: 1 });
    const [{ ok, since, checks }] = items as [(typeof items)[number]];
    const failed = checks.filter((check) => !check.ok).map(({ id }) => id);
    return { ok, since, failed, chained: checks.find(({ id }) => id === 'INV-1')?.checked };
  };
  /** Changes the first or the last transaction, as somebody with every right would. */
  const rewritten = (which: 'MIN' | 'MAX', change: string) =>
    behindTheTriggers(world.db, async (tx) => {
      const [row] = await tx.query<{ id: number }>(`SELECT ${which}(id) AS id FROM ledger_transaction`);
      await tx.exec(`UPDATE ledger_transaction SET ${change} WHERE id = ?`, [row?.id ?? 0]);
    });

  it('reads chains from the start the first time, then from the last root that was proved', async () => {
    expect(await lastRun()).toEqual({ ok: true, since: null, failed: [], chained: OLD });
    const firstDay = new Date(world.server.clock.nowMs()).toISOString().slice(0, 10);
    world.server.clock.pass(DAY_MS);
    await posted(NEW);
    expect(await nightOf()).toMatch(/^\d+ checked$/);
    expect(await lastRun()).toEqual({ ok: true, since: firstDay, failed: [], chained: NEW });
    world.server.clock.pass(DAY_MS);
    expect(await nightOf()).toMatch(/^\d+ checked$/);
    expect((await lastRun()).chained).toBe(0);
  });

  it('finds what is wrong since then, and does not count such a night as proof', async () => {
    world.server.clock.pass(DAY_MS);
    await posted(NEW);
    await rewritten('MAX', OTHER_WORDS);
    expect(await nightOf()).toMatch(/checked, [1-9]\d* failed$/);
    expect((await lastRun()).failed).toContain('INV-6');
    world.server.clock.pass(DAY_MS);
    expect(await nightOf()).toMatch(/checked, [1-9]\d* failed$/);
    expect((await lastRun()).failed).toContain('INV-6');
    expect((await lastRun()).chained).toBe(NEW);
  });

  it('reads everything again a week later, and whenever somebody asks', async () => {
    world.server.clock.pass(DAY_MS);
    await rewritten('MIN', OTHER_WORDS);
    expect(await nightOf()).toMatch(/^\d+ checked$/);
    expect((await world.server.get(AuditService).run(null)).ok).toBe(false);
    world.server.clock.pass(7 * DAY_MS);
    expect(await nightOf()).toMatch(/checked, [1-9]\d* failed$/);
    expect((await lastRun()).failed).toContain('INV-6');
    expect((await lastRun()).since).toBeNull();
  });

  it('sees that the end of what was proved is another one by now', async () => {
    world.server.clock.pass(DAY_MS);
    await rewritten('MAX', 'hash = previous_hash');
    expect(await nightOf()).toMatch(/checked, [1-9]\d* failed$/);
    expect((await lastRun()).failed).toContain('ROOT');
  });
});
