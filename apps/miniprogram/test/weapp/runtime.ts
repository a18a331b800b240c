import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLoader } from './loader';
import { createPages, parse, type WeappPage } from './pages';
import type { ScreenEvent, Words } from './screen';
import { type Activity, createWx, type Device, newPhone, type Phone, type Respond } from './wx';

export interface WeappOptions {
  /** The built output, `dist/weapp`. */
  readonly folder: string;
  readonly respond: Respond;
  readonly device?: Device;
  /** Of an earlier launch: what it kept is still there. */
  readonly phone?: Phone;
}

interface WeappApp {
  onLaunch?(options: object): void;
  onShow?(options: object): void;
  onError?(message: string): void;
  onUnhandledRejection?(met: { readonly reason: unknown }): void;
  onPageNotFound?(asked: { readonly path: string; readonly query: object }): void;
}

interface AppJson {
  readonly pages: readonly string[];
  readonly tabBar: { readonly list: readonly { readonly pagePath: string }[] };
}

/** Turns of the event loop without anything to do, after which the app counts as at rest. */
const QUIET_TURNS = 5;
const SETTLE_MS_MAX = 20_000;

/**
 * A small WeChat to run `dist/weapp` in: enough of the mini-program's globals to launch the app, open pages, press
 * things and read what is on the screen. It proves that the built output works, not what WeChat's renderer makes of it.
 */
export function createWeapp(options: WeappOptions) {
  const { app, pages, launch, settle, errors, activity, phone, tick, stop } = boot(options);
  const screen = () => pages.current().screen;
  const thenSettle = async (act: () => void): Promise<void> => {
    act();
    await settle();
  };
  /** A tap lasts as long as what it calls, and ends before anything that is waited for. */
  const tap = (act: () => void): Promise<void> =>
    thenSettle(() => {
      activity.inTap = true;
      act();
      activity.inTap = false;
    });
  return {
    launch,
    open: pages.open,
    switchTab: pages.switchTab,
    back: pages.back,
    /** The gesture for going back: closes a container on the page that is open, or leaves the page. */
    swipeBack: () =>
      screen().count('sheet__back') === 0
        ? pages.back()
        : thenSettle(() => screen().pressShape('sheet__back', 0, { type: 'afterleave', detail: {} })),
    /** Waits until nothing is under way and the screen has stopped changing. */
    settle,
    /** Presses what shows these words (or sends another event to it) and waits for what it does. */
    press: (words: Words, event?: ScreenEvent) => tap(() => screen().press(words, event)),
    /** Presses the n-th thing of a class, for what has no words. */
    pressShape: (className: string, index = 0) => tap(() => screen().pressShape(className, index)),
    /** Types into the field on the screen. */
    type: (value: string) => thenSettle(() => screen().type(value)),
    /** Pulls the page down. */
    pull: () => thenSettle(() => pages.current().onPullDownRefresh?.()),
    /** What WeChat sends when somebody shares this page by its menu, or by the button that shows these words. */
    share: (button?: Words) =>
      pages
        .current()
        .onShareAppMessage?.(
          button === undefined ? { from: 'menu' } : { from: 'button', target: { id: screen().idOf(button) } },
        ),
    /** How many things of a class are on the screen, for what has no words. */
    count: (className: string): number => screen().count(className),
    /** What the first thing of a class is drawn with. */
    drawnWith: (className: string): readonly unknown[] => screen().drawnWith(className),
    /** The words on the page now, a line for each piece. */
    text: (): string => screen().text(),
    /** The style of the page's root, where the brand's colours are. */
    style: (): string => screen().style(),
    /** What a screen reader says of the page. */
    spoken: () => screen().spoken(),
    route: (): string => pages.current().route,
    /** To launch the app once more on, as after a phone was off. */
    phone,
    /** The phone loses its network, or finds it again. */
    connect: (isConnected: boolean) =>
      thenSettle(() => {
        const networkType = isConnected ? 'wifi' : 'none';
        phone.networkListeners.forEach((tell) => tell({ isConnected, networkType }));
      }),
    /** What the app asks again every few seconds is asked now. */
    tick: () => thenSettle(tick),
    /** WeChat tells the app of something. */
    tell: (act: (app: WeappApp) => void) => thenSettle(() => act(app())),
    /** WeChat has fetched a new version. */
    updated: () => thenSettle(() => phone.updateListeners.forEach((tell) => tell())),
    /** Everything that went to console.warn or console.error. */
    errors,
    /** The wx functions called so far. */
    calls: activity.calls,
    /** Ends the timers of the app. */
    close: stop,
  };
}

export type Weapp = ReturnType<typeof createWeapp>;

/** WeChat's globals around the output's own code. */
function boot({ folder, respond, device = {}, phone: known }: WeappOptions) {
  const phone = { ...newPhone(), ...(known ? { storage: known.storage } : {}) };
  if (!existsSync(join(folder, 'app.json')))
    throw new Error(`Build the mini-program first: ${folder} is empty`);
  const appJson = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8')) as AppJson;
  const tabPaths = appJson.tabBar.list.map((tab) => tab.pagePath);
  const errors: string[] = [];
  const activity = createActivity();
  const defined = new Map<string, WeappPage>();
  const registered: { app?: WeappApp; page?: WeappPage } = {};
  const pages = createPages({ folder, tabPaths, define, later: activity.later, settle });
  const load = createLoader(folder, globals(), (text) => void errors.push(text));

  function globals(): object {
    return {
      wx: createWx(activity, respond, device, pages, phone),
      App: (app: WeappApp) => void (registered.app = app),
      Page: (page: WeappPage) => void (registered.page = page),
      Component: () => undefined, // Only WeChat's renderer needs it, to nest templates.
      getApp: () => registered.app,
      getCurrentPages: () => pages.stack,
    };
  }

  /** Waits until nothing is under way and no work is put off: counted, not timed, so that a slow machine waits longer. */
  async function settle(): Promise<void> {
    const startedAt = Date.now();
    for (let quietTurns = 0; quietTurns < QUIET_TURNS;) {
      if (Date.now() - startedAt > SETTLE_MS_MAX) throw new Error('The app does not come to rest');
      await new Promise((resolve) => setTimeout(resolve, 1));
      quietTurns = activity.busy + load.pending() > 0 ? 0 : quietTurns + 1;
    }
  }

  /** As WeChat does: a page's file runs once, and every opening of the page is made after what it registered. */
  function define(path: string): WeappPage {
    const known = defined.get(path);
    if (known !== undefined) return known;
    delete registered.page;
    load(`${path}.js`);
    if (registered.page === undefined) throw new Error(`${path} did not register a page`);
    defined.set(path, registered.page);
    return registered.page;
  }

  async function launch(url = appJson.pages[0] ?? ''): Promise<void> {
    load('app.js');
    const start = { ...parse(url), scene: 1001 };
    registered.app?.onLaunch?.(start);
    registered.app?.onShow?.(start);
    if (!existsSync(join(folder, `${start.path}.json`))) return registered.app?.onPageNotFound?.(start);
    await (tabPaths.includes(start.path) ? pages.switchTab(url) : pages.open(url));
  }

  const app = () => registered.app ?? {};
  return { app, pages, launch, settle, errors, activity, phone, tick: load.tick, stop: load.stop };
}

function createActivity(): Activity {
  const activity: Activity = {
    busy: 0,
    inTap: false,
    calls: [],
    later: (run) => {
      activity.busy += 1;
      setTimeout(() => {
        activity.busy -= 1;
        run();
      }, 0);
    },
  };
  return activity;
}
