import type { Page } from 'playwright-core';

/**
 * What does not fit the window of a page: text and controls that reach out of it or out of their column, or lie where only
 * scrolling sideways leads, and text that is cut off without a title that says it whole.
 */
export function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const width = document.documentElement.clientWidth;
    const name = (element: Element) =>
      `<${element.tagName.toLowerCase()}> ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 50)}`;
    if (document.documentElement.scrollWidth > width)
      found.add(`the window scrolls sideways: ${document.documentElement.scrollWidth}`);
    const isHidden = (element: Element) =>
      element.closest('.visually-hidden, [aria-hidden="true"], svg, canvas') !== null ||
      !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    // Where the column of a text ends; a text that is cut off, or in no table, may be as long as it likes.
    const columnEnd = (element: Element): number => {
      const cell = element.closest('td, th');
      if (!cell || getComputedStyle(cell).display !== 'table-cell') return Infinity;
      for (let at: Element | null = element; at && at !== cell; at = at.parentElement)
        if (getComputedStyle(at).overflowX !== 'visible') return Infinity;
      return cell.getBoundingClientRect().right;
    };
    for (const element of Array.from(document.querySelectorAll('body *'))) {
      if (isHidden(element)) continue;
      const ownText = Array.from(element.childNodes).filter(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      const isControl = element.matches('button, input, select, textarea, a, img, [role="switch"]');
      const range = document.createRange();
      for (const node of isControl ? [element] : ownText) {
        if (node instanceof Element) range.selectNode(node);
        else range.selectNodeContents(node);
        const { left, right, width: wide, height } = range.getBoundingClientRect();
        if (wide <= 1 || height <= 1) continue;
        if (right > width + 1 || (left < -1 && right > 0))
          found.add(`out of the window: ${name(element)} ${Math.round(left)}…${Math.round(right)}`);
        if (node instanceof Element || right <= columnEnd(element) + 1) continue;
        found.add(`over the next column: ${name(element)} ${Math.round(right)}`);
      }
      const style = getComputedStyle(element);
      const isCut =
        ['hidden', 'clip'].includes(style.overflowX) &&
        element.scrollWidth > element.clientWidth + 1 &&
        element.clientWidth > 1;
      if (
        isCut &&
        element.textContent?.trim() &&
        !element.closest('[title]') &&
        !element.querySelector('[title]')
      )
        found.add(
          `cut off without a title: ${name(element)} ${element.scrollWidth} in ${element.clientWidth}`,
        );
    }
    return [...found];
  });
}
