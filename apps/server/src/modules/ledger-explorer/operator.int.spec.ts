import { earnPosting } from '@liuliang/domain';
import { openTestHttp, type TestHttp } from '../../testing/test-http';
import { inBrand } from '../../testing/ledger';
import { forge } from '../../testing/ledger-faults';

describe('proving the ledger over HTTP', () => {
  let http: TestHttp;

  beforeAll(async () => {
    http = await openTestHttp();
  });
  afterAll(() => http.close());

  it('tells an auditor of the brand every check, and leaves a row in the audit log', async () => {
    const { platform, brand } = http;
    const reference = { kind: 'order', id: '1' } as const;
    const earned = earnPosting({ key: 'earn:1', reference, memberId: 2, points: 50 });
    await forge(platform.db, platform.ids, inBrand(brand.id, earned));
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
