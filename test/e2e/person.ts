import type { Locator, Page } from 'playwright-core';

/** Words on the page on top: those below it stay in the document, unseen. */
export const shown = (page: Page, words: string | RegExp): Locator =>
  page.getByText(words).filter({ visible: true }).first();

/** A button by its name; sheets lie over the page, so the last one is on top. */
export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: true }).filter({ visible: true }).last();

/** Loads a page anew until something is as it should be: the worker does its part within seconds. */
export async function reloadUntil(
  page: Page,
  wanted: Locator,
  state: 'visible' | 'hidden',
  back: () => Promise<void> = async () => undefined,
): Promise<void> {
  const isSo = (): Promise<boolean> =>
    wanted.waitFor({ state, timeout: 1_500 }).then(
      () => true,
      () => false,
    );
  for (let look = 0; look < 10 && !(await isSo()); look += 1) {
    await page.reload();
    await back();
  }
}

/** Somebody who has only the screen: reads what is to be seen, taps it, and types. What they do is counted. */
export class Person {
  taps = 0;
  typed = 0;

  constructor(readonly page: Page) {}

  seen(words: string | RegExp): Locator {
    return shown(this.page, words);
  }

  async reads(...words: readonly (string | RegExp)[]): Promise<void> {
    for (const some of words) await this.seen(some).waitFor();
  }

  async act(target: Locator): Promise<void> {
    await target.click();
    this.taps += 1;
  }

  tap(words: string | RegExp): Promise<void> {
    return this.act(this.seen(words));
  }

  press(name: string | RegExp): Promise<void> {
    return this.act(button(this.page, name));
  }

  follow(name: string | RegExp): Promise<void> {
    return this.act(this.page.getByRole('link', { name, exact: true }).filter({ visible: true }).first());
  }

  /** Types into a field; to reach it is a tap. */
  async type(field: Locator, text: string): Promise<void> {
    await this.act(field);
    await field.fill(text);
    this.typed += text.length;
  }
}
