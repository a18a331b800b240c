import { Jobs } from '../../platform/jobs';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';

describe('the page of the system', () => {
  let http: TestHttp;
  beforeEach(async () => {
    http = await openTestHttp();
  });
  afterEach(() => http.close());

  it('knows what the report of every job counts, so that the console says it in its own words', async () => {
    await http.join('somebody');
    await http.work();
    const jobs = http.get(Jobs);
    for (const { name } of await jobs.statuses()) await jobs.runNow(name);
    const auditor = await http.operator('auditor');
    const ran = must(await auditor.systemStatus()).jobs.filter(({ lastRunAtMs }) => lastRunAtMs !== null);
    expect(ran.length).toBeGreaterThan(10);
    expect(ran.filter(({ lastResult }) => lastResult === null).map(({ name }) => name)).toEqual([]);
  });
});
