import type { Page } from 'playwright-core';

const TRIES = 5;

/**
 * Goes where a line of the inbox leads. On a busy machine a press right after the page came has been lost, as for a
 * person who then presses once more.
 */
export async function followInbox(page: Page, line: RegExp, to: RegExp): Promise<void> {
  const link = page.getByRole('link', { name: line });
  for (let tries = 1; ; tries += 1) {
    if (!(await link.isVisible())) await page.getByRole('button', { name: /^等你处理：[1-9]/ }).click();
    await link.click();
    const there = page.waitForURL(to, { timeout: 8_000 });
    if (tries === TRIES) return there;
    const isThere = await there.then(
      () => true,
      () => false,
    );
    if (isThere) return;
  }
}
