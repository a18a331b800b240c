import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { runShiftMs } from './demo';

/** Where the demo of this run answers. */
export const demoUrl = (): string => {
  const url = process.env['E2E_URL'];
  if (!url) throw new Error('E2E_URL is missing: run the e2e project with its global setup');
  return url;
};

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a wait may last before it is a fault: all suites share a demo, and often the machine with much else. */
const PATIENCE_MS = 60_000;

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1440, height: 900 };

/** One Chromium per suite; every visit gets a context of its own, as a person with a phone of their own. */
export class Visitors {
  private constructor(
    private readonly browser: Browser,
    private readonly url: string,
    private readonly besideMs: number,
  ) {}

  /**
   * @param url of the demo that they visit
   * @param besideMs how far the clocks of their phones stand beside that of this run, as that demo's does
   */
  static async open(url = demoUrl(), besideMs = 0): Promise<Visitors> {
    const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
    return new Visitors(await chromium.launch({ executablePath, args: FLAGS }), url, besideMs);
  }

  /** An empty page of a person who was never here. */
  async newcomer(
    viewport: { width: number; height: number },
    locale = 'zh-CN',
  ): Promise<{ page: Page; context: BrowserContext }> {
    const context = await this.browser.newContext({ viewport, locale, deviceScaleFactor: 2 });
    context.setDefaultTimeout(PATIENCE_MS);
    const shiftMs = runShiftMs() + this.besideMs;
    if (shiftMs !== 0) await context.clock.install({ time: Date.now() + shiftMs });
    return { page: await context.newPage(), context };
  }

  /** Opens a page that fails the test on any error in its console. */
  async visit(
    path: string,
    viewport: { width: number; height: number },
    locale = 'zh-CN',
  ): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
    const { page, context } = await this.newcomer(viewport, locale);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`);
    });
    await page.goto(`${this.url}${path}`);
    return { page, context, faults };
  }

  /** Opens a page of the console as the demo's operator, who signs in on the way; or as a colleague with the same password. */
  async operator(
    path: string,
    viewport: { width: number; height: number },
    colleague?: string,
  ): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
    const visit = await this.visit(path, viewport);
    await visit.page.getByRole('button', { name: '填入演示账号' }).click();
    if (colleague) await visit.page.getByRole('textbox', { name: '账号' }).fill(colleague);
    await visit.page.getByRole('button', { name: '登录', exact: true }).click();
    await visit.page.locator('#content h1').waitFor();
    return visit;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
