/**
 * What a first visit costs on a slow network: each page in Chromium behind 400 kbps, with nothing kept from before. The
 * figures are those that Lighthouse calls first contentful paint, total byte weight and cumulative layout shift, and
 * when the screen that people came for stood there. Times depend on the machine, so this is a report and no test;
 * the weight is held by test/e2e/first-load.e2e.ts.
 */
import { chromium } from 'playwright-core';

export const KBPS = 400;
const LATENCY_MS = 150;
const BYTES_PER_SECOND = (KBPS * 1000) / 8;
const LIMIT_MS = 90_000;
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

/** Who comes, where, and what they came for. */
export const VISITS = [
  {
    name: 'h5: a member’s home',
    path: '/app/?person=linxia',
    viewport: PHONE,
    ready: '.member-card__points',
  },
  { name: 'h5: joining', path: '/app/?person=newcomer', viewport: PHONE, ready: '.consent' },
  {
    name: 'h5: the home again',
    path: '/app/?person=linxia',
    viewport: PHONE,
    ready: '.member-card__points',
    again: true,
  },
  { name: 'console: sign-in', path: '/console/', viewport: DESK, ready: 'input[type=password]' },
  { name: 'console: overview', path: '/console/', viewport: DESK, ready: 'main h1', signedIn: true },
];

/** Measures every visit against a demo that answers at `url`; one row of figures each, in the order of `VISITS`. */
export async function measureFirstLoads(url, executablePath) {
  const browser = await chromium.launch({ executablePath, args: ARGS });
  try {
    const rows = [];
    for (const visit of VISITS) rows.push(await measure(browser, url, visit));
    return rows;
  } finally {
    await browser.close();
  }
}

async function measure(browser, url, visit) {
  const context = await browser.newContext({ viewport: visit.viewport, locale: 'zh-CN' });
  if (visit.signedIn) await signIn(context, url);
  if (visit.again) {
    const before = await context.newPage();
    await before.goto(`${url}${visit.path}`);
    await before.locator(visit.ready).first().waitFor({ timeout: LIMIT_MS });
    await before.waitForLoadState('networkidle');
    await before.close();
  }
  const page = await context.newPage();
  const weighed = await weigh(context, page);
  await page.addInitScript(watchPaints);
  const startedAtMs = performance.now();
  await page.goto(`${url}${visit.path}`, { waitUntil: 'commit', timeout: LIMIT_MS });
  await page.locator(visit.ready).first().waitFor({ timeout: LIMIT_MS });
  const readyMs = performance.now() - startedAtMs;
  const { bytes, requests } = weighed();
  const { firstContentMs, layoutShift } = await page.evaluate(() => globalThis.seenPaints());
  await context.close();
  return { name: visit.name, firstContentMs, readyMs, bytes, requests, layoutShift };
}

/** Slows the page down and counts what comes over the wire, headers included; answers how to read the counts. */
async function weigh(context, page) {
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: BYTES_PER_SECOND,
    uploadThroughput: BYTES_PER_SECOND,
  });
  const counts = { bytes: 0, requests: 0 };
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    counts.bytes += encodedDataLength;
    counts.requests += 1;
  });
  return () => ({ ...counts });
}

/** Runs in the page, before anything of it. */
function watchPaints() {
  let layoutShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) layoutShift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  globalThis.seenPaints = () => ({
    firstContentMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
    layoutShift,
  });
}

async function signIn(context, url) {
  const { operator } = await (await context.request.get(`${url}/demo.json`)).json();
  const answer = await context.request.post(`${url}/api/v1/console/session`, {
    data: operator,
    // Cookies are given to the console's own pages only.
    headers: { 'x-liuliang-console': '1', 'sec-fetch-site': 'same-origin' },
  });
  if (!answer.ok()) throw new Error(`The demo's operator could not sign in: ${answer.status()}`);
  const ends = JSON.stringify(await answer.json());
  await context.addInitScript(
    (kept) => globalThis.localStorage.setItem('liuliang.console.signed-in', kept),
    ends,
  );
}

/** The rows as a table for the eye. */
export function tableOf(rows) {
  const head = ['', 'first content', 'ready', 'transferred', 'requests', 'layout shift'];
  const seconds = (ms) => (ms === null ? '—' : `${(ms / 1000).toFixed(2)} s`);
  const lines = rows.map((row) => [
    row.name,
    seconds(row.firstContentMs),
    seconds(row.readyMs),
    `${(row.bytes / 1000).toFixed(1)} kB`,
    String(row.requests),
    row.layoutShift.toFixed(3),
  ]);
  const widths = head.map((_, at) => Math.max(...[head, ...lines].map((line) => line[at].length)));
  return [head, ...lines]
    .map((line) =>
      line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  '),
    )
    .join('\n');
}
