import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createScreen, type Screen, type ScreenPage } from './screen';

/** Who asks to share: WeChat's menu, or a button of the page. */
export interface ShareAsked {
  readonly from: 'menu' | 'button';
  readonly target?: { readonly id: string };
}

/** A page as the built code registers it, with what WeChat adds when it opens. */
export interface WeappPage extends ScreenPage {
  route: string;
  screen: Screen;
  onLoad?(options: object): Promise<void> | void;
  onShow?(): void;
  onReady?(): void;
  onHide?(): void;
  onUnload?(): void;
  onPullDownRefresh?(): void;
  onShareAppMessage?(asked: ShareAsked): object;
}

export interface PagesParts {
  readonly folder: string;
  readonly tabPaths: readonly string[];
  /** Runs a page's file and answers what it registered. */
  readonly define: (path: string) => WeappPage;
  readonly later: (run: () => void) => void;
  readonly settle: () => Promise<void>;
}

/** The pages that are open, the way WeChat keeps them: a stack of pages over tabs that stay alive. */
export function createPages({ folder, tabPaths, define, later, settle }: PagesParts) {
  const stack: WeappPage[] = [];
  const tabs = new Map<string, WeappPage>();

  function create(path: string): WeappPage {
    if (!existsSync(join(folder, `${path}.json`))) throw new Error(`There is no page ${path}`);
    const definition = define(path);
    const page: WeappPage = { ...definition, route: path, data: structuredClone(definition.data) };
    page.screen = createScreen(page, later);
    return page;
  }

  async function show(page: WeappPage, query: object): Promise<void> {
    stack.push(page);
    await page.onLoad?.(query);
    page.onShow?.();
    page.onReady?.();
    await settle();
  }

  async function open(url: string): Promise<void> {
    const { path, query } = parse(url);
    stack.at(-1)?.onHide?.();
    await show(create(path), query);
  }

  async function switchTab(url: string): Promise<void> {
    const { path, query } = parse(url);
    for (const left of stack.splice(0).reverse()) {
      if (tabPaths.includes(left.route)) left.onHide?.();
      else left.onUnload?.();
    }
    const kept = tabs.get(path);
    if (kept === undefined) {
      const page = create(path);
      tabs.set(path, page);
      return show(page, query);
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

  function current(): WeappPage {
    const page = stack.at(-1);
    if (page === undefined) throw new Error('No page is open');
    return page;
  }

  return { stack, open, switchTab, back, current };
}

export function parse(url: string): { path: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.replace(/^\//, '').split('?');
  return { path, query: Object.fromEntries(new URLSearchParams(search)) };
}
