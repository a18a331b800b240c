import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLoader } from './loader';
import { createScreen, type Screen, type ScreenEvent, type ScreenPage, type Words } from './screen';
import { type Activity, createWx, type Device, type Respond } from './wx';

/** A page as the built code registers it, with what WeChat adds when it opens. */
interface WeappPage extends ScreenPage {
  route: string;
  screen: Screen;
  onLoad?(options: object): Promise<void> | void;
  onShow?(): void;
  onReady?(): void;
  onHide?(): void;
  onUnload?(): void;
}

interface WeappApp {
  onLaunch?(options: object): void;
  onShow?(options: object): void;
}

interface AppJson {
  readonly pages: readonly string[];
  readonly tabBar: { readonly list: readonly { readonly pagePath: string }[] };
}

export interface WeappOptions {
  /** The built output, `dist/weapp`. */
  readonly folder: string;
  readonly respond: Respond;
  readonly device?: Device;
}

const QUIET_MS = 40; // Longer than any of Taro's batching timers.
const SETTLE_MS_MAX = 10_000;

/**
 * A small WeChat to run `dist/weapp` in: enough of the mini-program's globals to launch the app, open pages, press
 * things and read what is on the screen. It proves that the built output works, not what WeChat's renderer makes of it.
 */
export function createWeapp({ folder, respond, device = {} }: WeappOptions) {
  if (!existsSync(join(folder, 'app.json')))
    throw new Error(`Build the mini-program first: ${folder} is empty`);
  const appJson = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8')) as AppJson;
  const errors: string[] = [];
  const activity: Activity = { busy: 0, calls: [] };
  const stack: WeappPage[] = [];
  const tabs = new Map<string, WeappPage>();
  const registered: { app?: WeappApp; page?: WeappPage } = {};
  let changedAt = 0;

  const globals = {
    wx: createWx(activity, respond, device, { open, switchTab, back }),
    App: (app: WeappApp) => void (registered.app = app),
    Page: (page: WeappPage) => void (registered.page = page),
    Component: () => undefined, // Only WeChat's renderer needs it, to nest templates.
    getApp: () => registered.app,
    getCurrentPages: () => stack,
  };
  const load = createLoader(folder, globals, (text) => void errors.push(text));

  const isTab = (path: string): boolean => appJson.tabBar.list.some((tab) => tab.pagePath === path);

  function current(): WeappPage {
    const page = stack.at(-1);
    if (page === undefined) throw new Error('No page is open');
    return page;
  }

  async function launch(url = appJson.pages[0] ?? ''): Promise<void> {
    load('app.js');
    const { path, query } = parse(url);
    registered.app?.onLaunch?.({ path, query, scene: 1001 });
    registered.app?.onShow?.({ path, query, scene: 1001 });
    await (isTab(path) ? switchTab(url) : open(url));
  }

  async function open(url: string): Promise<void> {
    stack.at(-1)?.onHide?.();
    await show(create(url), url);
  }

  async function switchTab(url: string): Promise<void> {
    for (const left of stack.splice(0).reverse()) {
      if (isTab(left.route)) left.onHide?.();
      else left.onUnload?.();
    }
    const { path } = parse(url);
    const kept = tabs.get(path);
    if (kept === undefined) {
      const page = create(url);
      tabs.set(path, page);
      return show(page, url);
    }
    stack.push(kept);
    kept.onShow?.();
    return settle();
  }

  async function back(): Promise<void> {
    stack.pop()?.onUnload?.();
    stack.at(-1)?.onShow?.();
    await settle();
  }

  function create(url: string): WeappPage {
    const { path } = parse(url);
    if (!existsSync(join(folder, `${path}.json`))) throw new Error(`There is no page ${path}`);
    delete registered.page;
    load(`${path}.js`);
    if (registered.page === undefined) throw new Error(`${path} did not register a page`);
    const definition = registered.page as WeappPage;
    const page: WeappPage = { ...definition, route: path, data: { ...definition.data } };
    page.screen = createScreen(page, () => void (changedAt = Date.now()));
    return page;
  }

  async function show(page: WeappPage, url: string): Promise<void> {
    stack.push(page);
    await page.onLoad?.(parse(url).query);
    page.onShow?.();
    page.onReady?.();
    await settle();
  }

  /** Waits until no call is under way and the screen has stopped changing. */
  async function settle(): Promise<void> {
    const startedAt = Date.now();
    changedAt = startedAt;
    while (activity.busy > 0 || Date.now() - changedAt < QUIET_MS) {
      if (Date.now() - startedAt > SETTLE_MS_MAX) throw new Error('The screen does not come to rest');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  return {
    launch,
    open,
    switchTab,
    back,
    settle,
    /** Presses what shows these words (or sends another event to it) and waits for what it does. */
    press: async (words: Words, event?: ScreenEvent): Promise<void> => {
      current().screen.press(words, event);
      await settle();
    },
    /** Presses the n-th thing of a class, for what has no words. */
    pressShape: async (className: string, index = 0): Promise<void> => {
      current().screen.pressShape(className, index);
      await settle();
    },
    /** Types into the field on the screen. */
    type: async (value: string): Promise<void> => {
      current().screen.type(value);
      await settle();
    },
    /** The words on the page now, a line for each piece. */
    text: (): string => current().screen.text(),
    /** The style of the page's root, where the brand's colours are. */
    style: (): string => current().screen.style(),
    route: (): string => current().route,
    /** Everything that went to console.warn or console.error. */
    errors,
    /** The wx functions called so far. */
    calls: activity.calls,
    close: (): void => load.stop(),
  };
}

export type Weapp = ReturnType<typeof createWeapp>;

function parse(url: string): { path: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.replace(/^\//, '').split('?');
  return { path, query: Object.fromEntries(new URLSearchParams(search)) };
}
