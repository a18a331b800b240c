import { earnPosting } from '@liuliang/domain';
import { deafLedger } from '../../testing/deaf-ledger';
import { TierWorld } from '../../testing/tier-world';
import type { Brand } from '../brands';
import { AuditService } from '../ledger-audit';
import { StandingsQueries } from './standings.queries';

describe('the audit of levels', () => {
  let world: TierWorld;
  let brand: Brand;
  let member: number;

  beforeAll(async () => (world = await TierWorld.open()));
  afterAll(() => world.close());

  beforeEach(async () => {
    brand = await world.brand();
    world.goTo('2025-03-10T10:00');
    member = await world.person(brand);
    await world.earn(brand, member, '2025-03-10T10:00', 6_000);
    expect(await world.standing(member)).toBe(3);
  });

  const faults = async (): Promise<readonly string[]> => {
    const { checks } = await world.server.get(AuditService).run(brand.id);
    const found = checks.find(({ id }) => id === 'LEVELS');
    expect(found?.checked).toBe(1);
    return found?.faults ?? [];
  };
  const forge = (sql: string): Promise<number> => world.db.run('test.forge', (tx) => tx.exec(sql, [member]));

  it('finds nothing where levels follow from the history', async () => {
    expect(await faults()).toEqual([]);
    world.goTo('2026-03-09T10:00');
    expect(await faults()).toEqual([]);
  });

  it('finds nothing where time has brought what the job has not recorded yet', async () => {
    world.goTo('2027-06-01T10:00');
    expect(await faults()).toEqual([]);
  });

  it('finds a level that was written by hand, also one that has fallen due since', async () => {
    await forge('UPDATE customer_tier SET level = 4 WHERE customer_id = ?');
    const found = [`customer ${member}: level 4 is stored, the history says 3`];
    expect(await faults()).toEqual(found);
    world.goTo('2027-06-01T10:00');
    expect(await faults()).toEqual(found);
  });

  it("finds an earned level that is not the history's", async () => {
    await forge('UPDATE customer_tier SET earned_level = 2 WHERE customer_id = ?');
    expect(await faults()).toEqual([`customer ${member}: 2 is stored as earned, the history says 3`]);
  });

  it('finds a record that says another level', async () => {
    const atMs = world.server.clock.nowMs();
    const forged = {
      ...{ id: world.server.platform.ids.next(), customerId: member, fromLevel: 3, toLevel: 2 },
      ...{ reason: 'corrected' as const, atMs, recordedAtMs: atMs, schemeVersion: 1, figure: 0, needed: 0 },
      ...{ causeKind: 'operator', causeId: 1 },
    };
    const queries = world.server.get(StandingsQueries);
    await world.db.run('test.forge', (tx) => queries.addChanges(tx, brand.id, [forged]));
    expect(await faults()).toEqual([`customer ${member}: the record says level 2, the history says 3`]);
  });

  it('finds growth that was posted past the levels', async () => {
    const { server, db } = world;
    const deaf = deafLedger(server);
    const input = { key: 'test:1', reference: { kind: 'event', id: '1' }, memberId: member } as const;
    const posting = earnPosting({ ...input, points: 20_000, asset: 'growth' });
    const about = { brandId: brand.id, occurredAtMs: server.clock.nowMs(), explanation: {} };
    await db.run('test.deaf', (tx) => deaf.post(tx, [{ ...posting, ...about }]));
    expect((await faults())[0]).toBe(`customer ${member}: level 3 is stored, the history says 4`);
  });
});
