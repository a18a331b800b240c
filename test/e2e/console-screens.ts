import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { demoUrl } from './browser';

const FEATURES = resolve(__dirname, '../../apps/console/src/features');

/**
 * The addresses that the features of the console declare, below /console/, parameters as `:customerId`; those of one
 * thing come behind the others, whose links lead to them.
 */
export function consoleScreens(): readonly string[] {
  const declared = readdirSync(FEATURES).flatMap((feature) => {
    const file = join(FEATURES, feature, 'feature.ts');
    if (!existsSync(file)) return []; // Signing in lies before every feature.
    return [...readFileSync(file, 'utf8').matchAll(/\bpath: '([^']+)'/g)].flatMap(([, path]) => path ?? []);
  });
  const isOfOne = (path: string) => path.includes(':');
  return [...declared.filter((path) => !isOfOne(path)), ...declared.filter(isOfOne)];
}

/** The kinds of public ids whose things are shown in a list, and have no page each. */
export function kindsInLists(): readonly string[] {
  return readdirSync(FEATURES).flatMap((feature) => {
    const file = join(FEATURES, feature, 'feature.ts');
    const told = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return [...told.matchAll(/\bpath: '([^']+)',[^}]*?\bopens: (\[[^\]]+\]|'\w+')/g)]
      .filter(([, path = '']) => !path.includes(':'))
      .flatMap(([, , kinds = '']) => [...kinds.matchAll(/'(\w+)'/g)].flatMap(([, kind]) => kind ?? []));
  });
}

/** Opens screens of the console as somebody does who follows its links. */
export class ConsoleWalk {
  private readonly links = new Set<string>();

  constructor(private readonly page: Page) {}

  /**
   * Opens a screen and waits until it shows what it asked for.
   * @throws Error when it is of one thing and no screen before led to such a thing
   */
  async open(path: string): Promise<void> {
    const address = this.addressOf(path);
    this.links.add(address);
    await this.page.goto(`${demoUrl()}${address}`);
    await this.page.locator('#content h1').waitFor();
    await this.page.waitForLoadState('networkidle');
    await this.page.locator('#content [class*="skeleton"]').first().waitFor({ state: 'hidden' });
    const hrefs = await this.page
      .locator('#content a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    for (const href of hrefs) if (href) this.links.add(href);
  }

  private addressOf(path: string): string {
    if (!path.includes(':')) return `/console/${path}`;
    const pattern = new RegExp(`^/console/${path.replace(/:\w+/g, '(?!draft$)[^/]+')}$`);
    const found = [...this.links].find((link) => pattern.test(link.split(/[?#]/)[0] ?? ''));
    if (!found) throw new Error(`No screen leads to ${path}`);
    return found;
  }
}
