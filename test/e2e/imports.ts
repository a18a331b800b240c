import type { Page } from 'playwright-core';

/** A file as an operator hands it over on the page of imports. */
export async function upload(page: Page, name: string, lines: readonly string[]): Promise<void> {
  const buffer = Buffer.from(lines.join('\n'));
  const file = { name, mimeType: 'text/csv', buffer };
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.getByRole('button', { name: '上传并检查' }).click();
  await page.waitForURL(/\/imports\/imp_/);
}

/** Says yes to what the check has shown, once it is through. */
export async function confirmImport(page: Page): Promise<void> {
  await page.getByRole('button', { name: '确认导入' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '确认导入' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('已完成').first().waitFor();
}
