import { openTestHttp, type TestHttp } from '../../testing/test-http';
import { payOrders } from '../../testing/order-points';

describe('proving the ledger over HTTP', () => {
  let http: TestHttp;

  beforeAll(async () => {
    http = await openTestHttp();
  });
  afterAll(() => http.close());

  it('tells an auditor of the brand every check, and leaves a row in the audit log', async () => {
    const { platform, brand } = http;
    const orders = [{ orderId: 1, customerId: 2, amountFen: 5_000, paidAtMs: 1 }];
    await platform.db.run('test', (tx) => payOrders(http, tx, brand.id, orders));
    const answer = await (await http.operator('auditor')).ledgerAudit();
    // The order of this earning was never recorded, which is what an audit is for.
    const failed = answer.ok ? answer.value.checks.filter(({ ok }) => !ok).map(({ id }) => id) : answer.code;
    expect(failed).toEqual(['ORDERS']);
    const sql = "SELECT detail FROM audit_log WHERE action = 'ledger.audited'";
    expect(await platform.db.read((reader) => reader.query(sql))).toEqual([{ detail: '{"ok":false}' }]);
  });

  it('is not for those who may only read', async () => {
    expect(await (await http.operator('analyst')).ledgerAudit()).toMatchObject({ code: 'FORBIDDEN' });
  });
});
