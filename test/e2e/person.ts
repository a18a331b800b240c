import type { Locator, Page } from 'playwright-core';

/** Somebody who has only the screen: reads what is to be seen, taps it, and types. What they do is counted. */
export class Person {
  taps = 0;
  typed = 0;

  constructor(readonly page: Page) {}

  /** Words on the page on top: those below it stay in the document, unseen. */
  seen(words: string | RegExp): Locator {
    return this.page.getByText(words).filter({ visible: true }).first();
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

  /** A button by its name; sheets lie over the page, so the last one is on top. */
  press(name: string | RegExp): Promise<void> {
    return this.act(this.page.getByRole('button', { name, exact: true }).filter({ visible: true }).last());
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
