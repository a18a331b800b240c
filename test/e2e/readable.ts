import type { Page } from 'playwright-core';

export type Language = 'zh' | 'en';

/** A piece of text on a screen. */
interface Said {
  readonly text: string;
  /** It is to be typed, copied or looked up as it stands: a column of a file, an id, a number of somebody else's. */
  readonly isQuoted: boolean;
  /** It is an example of what to type. */
  readonly isExample: boolean;
  /** It names something of the console itself, never of a brand's data. */
  readonly isLabel: boolean;
  /** It says of itself that it is in another language than the page. */
  readonly isForeign: boolean;
}

/** What a program says when it has nothing to say, or says as it is. */
const NEVER = [/\b(undefined|null|NaN|Infinity|Invalid Date)\b/, /\[object/, /[{[]\s*"/, /<\/?[a-z]+>/];
/** An instant as machines write it. */
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d/;
/** Words with an underscore, a dot or a capital in them: what programs call things. */
const CODES = [/\b[A-Za-z]+(_[A-Za-z0-9]+)+\b/, /\b[a-z]+(\.[a-z]+)+\b/, /\b[a-z]+[A-Z][A-Za-z]*\b/];
/** Addresses of people and names of files, which hold dots and underscores as they like, and ids, each with its link. */
const NAMES = /\S+@\S+|\S+\.(csv|xlsx|json)\b|\b[a-z]{3}_[0-9A-Za-z]{6,24}\b/g;
/** Latin words in small letters that Chinese texts hold as they are. */
const IN_CHINESE = /\b(openid|unionid)\b/g;

/** What is shown, and what is said of it to those who do not see it. */
async function said(page: Page): Promise<readonly Said[]> {
  return page.evaluate(() => {
    const found: Said[] = [];
    const isShown = (element: Element) =>
      !element.closest('script, style, noscript') && element.checkVisibility({ visibilityProperty: true });
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (!element || text === '' || !isShown(element)) continue;
      found.push({
        text,
        isQuoted: element.closest('code, pre, kbd') !== null,
        isExample: element.closest('kbd') !== null,
        isLabel: element.closest('#content :is(th[scope=col], dt, label, button), nav') !== null,
        isForeign: element.closest('[lang]') !== document.documentElement,
      });
    }
    for (const element of Array.from(document.querySelectorAll('[aria-label], [placeholder], img[alt]')))
      for (const name of ['aria-label', 'placeholder', 'alt']) {
        const text = element.getAttribute(name)?.trim() ?? '';
        // The library of components names its own icons.
        const isOthers = element.matches('.anticon') || element.closest('[aria-hidden=true]') !== null;
        if (text !== '' && isShown(element) && !isOthers)
          found.push({ text, isQuoted: false, isExample: false, isLabel: false, isForeign: false });
      }
    return found;
  });
}

/** What of a screen is no language of people. */
export async function unreadable(page: Page, language: Language): Promise<readonly string[]> {
  const faults = new Set<string>();
  for (const { text, isQuoted, isExample, isLabel, isForeign } of await said(page)) {
    if (NEVER.some((pattern) => pattern.test(text))) faults.add(text);
    if (!isExample && INSTANT.test(text)) faults.add(text);
    const words = text.replace(NAMES, '');
    if (!isQuoted && CODES.some((pattern) => pattern.test(words))) faults.add(text);
    const isMixed = language === 'zh' && /\b[a-z]{2,}\b/.test(words.replace(IN_CHINESE, ''));
    if (!isQuoted && !isForeign && isMixed) faults.add(text);
    if (isLabel && language === 'en' && /\p{Script=Han}/u.test(text)) faults.add(text);
  }
  return [...faults];
}

/** Turns the console to the other language, where it is. */
export async function turnTo(page: Page, language: Language): Promise<void> {
  await page.getByText(language === 'en' ? 'English' : '中文', { exact: true }).click();
  await page.locator(`html[lang^=${language}]`).waitFor();
  await drawn(page);
}

/** Waits until what changed on a page is drawn, charts that measure themselves too. */
export const drawn = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
