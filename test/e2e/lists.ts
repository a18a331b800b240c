import type { Page } from 'playwright-core';

const PAGE_SIZE = 20;

/** Turns a list of the console to its next page, and waits until the rows of that page stand there. */
export async function turnList(page: Page, to: number): Promise<void> {
  await page.getByRole('button', { name: '下一页' }).click();
  const first = (to - 1) * PAGE_SIZE + 1;
  await page
    .locator('#content [data-waiting=false]')
    .filter({ hasText: `第 ${first}–` })
    .waitFor();
}
