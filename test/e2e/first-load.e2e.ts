import { get as httpGet } from 'node:http';
import { demoUrl, desktop, phone, Visitors } from './browser';

/** What fits through 400 kbps in the five seconds that people wait, less three ways there and back. */
const FIRST_SCREEN_BYTES = (4.5 * 400_000) / 8;

const APPS = [
  { page: '/app/', screen: '/app/?person=linxia', ready: '.member-card__points', viewport: phone },
  { page: '/console/', screen: '/console/', ready: 'input[type=password]', viewport: desktop },
];

describe.each(APPS)('the first visit of $page', ({ page: address, screen, ready, viewport }) => {
  let visitors: Visitors;
  beforeAll(async () => {
    visitors = await Visitors.open();
  });
  afterAll(() => visitors.close());

  it('shows where one is before any script or style sheet has come', async () => {
    const { page, context } = await visitors.newcomer(viewport);
    await page.route(/\.(js|css)$/, () => undefined); // On their way for ever.
    await page.goto(`${demoUrl()}${address}`, { waitUntil: 'commit' });
    await page.locator('.splash svg').waitFor();
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    await context.close();
  });

  it('takes the splash away, and weighs what a slow network brings in the time that people wait', async () => {
    const { page, context } = await visitors.newcomer(viewport);
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(`${demoUrl()}${screen}`);
    await page.locator(ready).first().waitFor();
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(FIRST_SCREEN_BYTES);
    expect(await page.locator('.splash').count()).toBe(0);
    await context.close();
  });

  it('names its files by their content, keeps them for a year, and sends the copy that was asked for', async () => {
    const html = await fetch(`${demoUrl()}${address}`);
    expect(html.headers.get('cache-control')).toBe('no-cache');
    const files = [...(await html.text()).matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(
      ([, file]) => file ?? '',
    );
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) {
      expect(file).toMatch(/[.-][\w-]{8}\.(js|css)$/);
      for (const asked of ['br, gzip', 'gzip', 'identity']) {
        const { headers, length } = await answerOf(file, asked);
        expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
        // Below the size of a packet nothing is won by a copy.
        const expected = asked === 'identity' ? undefined : asked.split(',')[0];
        if (headers['content-encoding'] !== expected) expect(length).toBeLessThan(1_400);
        expect(headers['vary']).toContain('accept-encoding');
      }
      expect((await answerOf(`${file}.br`, 'identity')).status).toBe(404);
    }
  });
});

/** An answer as it comes over the wire: `fetch` unpacks it and no longer says how it came. */
function answerOf(path: string, encoding: string) {
  return new Promise<{ status?: number; headers: NodeJS.Dict<string | string[]>; length: number }>(
    (resolve, reject) => {
      httpGet(`${demoUrl()}${path}`, { headers: { 'accept-encoding': encoding } }, (answer) => {
        let length = 0;
        answer.on('data', (chunk: Buffer) => (length += chunk.length));
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, length }));
      }).on('error', reject);
    },
  );
}
