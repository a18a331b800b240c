import type { Page } from 'playwright-core';

/** The smallest phone that is sold. */
export const small = { width: 320, height: 568 };

/** Waits until a page of the app has everything that it shows. */
export async function atRest(page: Page): Promise<void> {
  await page.locator('.screen').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.skeleton').filter({ visible: true }).first().waitFor({ state: 'hidden' });
}

/** Names the functions that run in the page, where nothing of a module is at hand. */
type Found = readonly string[];

/** What is too small for eyes or thumbs: text below 12 px, and targets below 44 px that lie in no larger one. */
export function tooSmall(page: Page): Promise<Found> {
  return page.evaluate(() => {
    const TARGETS = 'button, a[href], input, select, textarea, [role="button"], [role="switch"]';
    const found = new Set<string>();
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      element.closest('.unseen, svg') === null;
    const name = (element: Element) =>
      `<${element.tagName.toLowerCase()} class="${element.className}"> ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30)}`;
    for (const element of Array.from(document.querySelectorAll('body *'))) {
      if (!isSeen(element)) continue;
      const hasText = Array.from(element.childNodes).some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (hasText && size < 12) found.add(`text of ${size.toFixed(1)} px: ${name(element)}`);
      if (!element.matches(TARGETS) || element.parentElement?.closest(TARGETS)) continue;
      const { width, height } = element.getBoundingClientRect();
      // Browsers place by fractions of a pixel.
      if (Math.min(width, height) < 43.9)
        found.add(`target of ${width.toFixed(1)} × ${height.toFixed(1)} px: ${name(element)}`);
    }
    return [...found];
  });
}

/** What somebody who listens to a page would miss: names, states, headings. */
export function unspoken(page: Page): Promise<Found> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const seen = (selector: string) =>
      Array.from(document.querySelectorAll(selector)).filter((element) => element.checkVisibility());
    const name = (element: Element) =>
      `<${element.tagName.toLowerCase()} class="${element.className}"> ${(element.textContent ?? '').trim().slice(0, 30)}`;
    const nameOf = (element: Element) =>
      (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
    const titles = seen('h1, [role="heading"][aria-level="1"]');
    if (titles.length !== 1) found.add(`${titles.length} titles of the page`);
    for (const title of titles) if (nameOf(title) === '') found.add('a title without words');
    for (const heading of seen('h2, h3, [role="heading"]')) {
      if (nameOf(heading) === '') found.add(`a heading without words: ${name(heading)}`);
      if (heading.matches('[role="heading"]:not([aria-level])')) found.add(`no level: ${name(heading)}`);
    }
    for (const control of seen('button, a[href], input, [role="img"], [role="dialog"], img:not([alt=""])')) {
      const text = control instanceof HTMLImageElement ? control.alt : nameOf(control);
      if (text === '' && control.closest('[role="img"]') === null) found.add(`no name: ${name(control)}`);
    }
    for (const control of seen('[role="switch"], [role="checkbox"], [role="radio"]')) {
      if (!/^(true|false)$/.test(control.getAttribute('aria-checked') ?? ''))
        found.add(`no state: ${name(control)}`);
      if (control.matches('[role="radio"]') && control.closest('[role="radiogroup"]') === null)
        found.add(`a choice outside of its group: ${name(control)}`);
    }
    // What looks chosen says so: this design marks it with `--on`.
    for (const control of seen('button[class*="--on"]'))
      if (!control.matches('[aria-checked="true"], [aria-current], [aria-pressed="true"]'))
        found.add(`looks chosen and does not say so: ${name(control)}`);
    const ids = seen('[id]').map(({ id }) => id);
    for (const id of ids)
      if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.add(`two things are called ${id}`);
    return [...found];
  });
}
