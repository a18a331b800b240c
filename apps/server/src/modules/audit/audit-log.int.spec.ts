import { openTestServer, type TestServer } from '../../testing/test-server';
import { AuditChains } from './chains';
import { AuditLog, type AuditEntry } from './audit-log';
import { AuditErasure } from './erasure';

describe('the audit log', () => {
  let server: TestServer;
  const entry = (brandId: number, subject: string): AuditEntry => ({
    brandId,
    actor: { kind: 'operator', id: 1 },
    action: 'test.done',
    subject,
    detail: { count: 1 },
  });
  const record = (brandId: number, subject: string) =>
    server.platform.db.run('test', (tx) => server.get(AuditLog).record(tx, entry(brandId, subject)));
  const sequences = async (brandId: number): Promise<number[]> => {
    const sql = 'SELECT sequence FROM audit_log WHERE brand_id = ? ORDER BY sequence';
    const rows = await server.platform.db.read((reader) =>
      reader.query<{ sequence: number }>(sql, [brandId]),
    );
    return rows.map((row) => row.sequence);
  };

  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  it('numbers and chains the actions of a brand, each brand by itself', async () => {
    for (const subject of ['a', 'b', 'c']) await record(1, subject);
    await record(2, 'a');
    expect([await sequences(1), await sequences(2)]).toEqual([[1, 2, 3], [1]]);
    expect(await server.get(AuditChains).check(null)).toEqual({ checked: 4, faults: [] });
  });

  it('keeps the chain whole when many act at the same time, also on a brand without a first row', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => record(3, `subject ${i}`)));
    expect(await sequences(3)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(await server.get(AuditChains).check(3)).toEqual({ checked: 12, faults: [] });
  });

  it('keeps no row of an action that is undone', async () => {
    const undone = server.platform.db.run('test', async (tx) => {
      await server.get(AuditLog).record(tx, entry(4, 'a'));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await sequences(4)).toEqual([]);
  });

  it('proves what was written about a person while it is there, and holds when it is gone', async () => {
    const note = { customerId: 8, text: '刷单' };
    await server.platform.db.run('test', (tx) => server.get(AuditLog).record(tx, { ...entry(6, 'a'), note }));
    const change = (sql: string): Promise<number> =>
      server.platform.db.run('test', (tx) => tx.exec(sql, ['刷单']));
    expect((await server.get(AuditChains).check(6)).faults).toEqual([]);
    await change("UPDATE audit_note SET text = '误会' WHERE text = ?");
    expect((await server.get(AuditChains).check(6)).faults).toEqual([
      'audit log of brand 6, row 1: the note was changed',
    ]);
    await server.platform.db.run('test', (tx) =>
      server.get(AuditErasure).erase(tx, { id: 6, name: '', timeZone: '' }, { customerId: 8, family: [8] }),
    );
    expect((await server.get(AuditChains).check(6)).faults).toEqual([]);
    expect(await server.platform.db.read((reader) => reader.query('SELECT id FROM audit_note'))).toEqual([]);
  });

  it('cannot be changed', async () => {
    await record(5, 'a');
    for (const change of [
      'UPDATE audit_log SET subject = ? WHERE brand_id = 5',
      'DELETE FROM audit_log WHERE subject = ?',
    ]) {
      const tried = server.platform.db.run('test', (tx) => tx.exec(change, ['a']));
      await expect(tried).rejects.toThrow('never changed');
    }
  });
});
