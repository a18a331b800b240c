import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { createContext, Script } from 'node:vm';

export interface Loader {
  (path: string): unknown;
  /** Timers about to fire: work that the code has put off, not waiting that it does on purpose. */
  pending(): number;
  /** What the code does again and again comes round once more, whatever the time between. */
  tick(): void;
  /** Ends the timers that the code has started. */
  stop(): void;
}

/** The language's own objects that a phone's engine may lack, or that would hide a need for a browser. */
const NOT_ON_PHONES = ['Intl', 'WebAssembly', 'SharedArrayBuffer'];
/** Taro and React put work off by less than this; what waits longer waits for people. */
const SOON_MS = 400;

/**
 * WeChat's `require`: files of the package by path, each run once, in a context that has the language, WeChat's objects
 * and timers and nothing else. Whatever would miss a window or a fetch on a phone misses it here.
 */
export function createLoader(folder: string, globals: object, onError: (text: string) => void): Loader {
  const stops = new Set<() => void>();
  const soon = new Set<object>();
  const tickers = new Map<NodeJS.Timeout, () => void>();
  const report = (...words: unknown[]): void => onError(words.map(String).join(' '));
  const context = createContext({
    ...globals,
    console: {
      log: () => undefined,
      info: () => undefined,
      debug: () => undefined,
      warn: report,
      error: report,
    },
    ...timersOf(stops, soon, tickers),
  });
  new Script(NOT_ON_PHONES.map((name) => `delete globalThis.${name};`).join('')).runInContext(context);
  const loaded = new Map<string, { exports: unknown }>();

  function load(path: string): unknown {
    const file = normalize(path.endsWith('.js') ? path : `${path}.js`);
    const known = loaded.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const code = readFileSync(join(folder, file), 'utf8');
    const run = new Script(`(function (require, module, exports) {${code}\n})`, {
      filename: file,
    }).runInContext(context) as (
      require: (target: string) => unknown,
      module: object,
      exports: object,
    ) => void;
    run((target) => load(join(dirname(file), target)), module, module.exports);
    return module.exports;
  }

  return Object.assign(load, {
    pending: () => soon.size,
    tick: () => [...tickers.values()].forEach((run) => run()),
    stop: () => stops.forEach((stop) => stop()),
  });
}

function timersOf(stops: Set<() => void>, soon: Set<object>, tickers: Map<NodeJS.Timeout, () => void>) {
  const setTimer = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const timer = setTimeout(() => {
      soon.delete(timer);
      run(...args);
    }, ms);
    if (ms < SOON_MS) soon.add(timer);
    stops.add(() => clearTimeout(timer));
    return timer;
  };
  const clearTimer = (timer: NodeJS.Timeout) => {
    soon.delete(timer);
    clearTimeout(timer);
  };
  const setTicker = (run: () => void, ms?: number) => {
    const ticker = setInterval(run, ms);
    tickers.set(ticker, run);
    stops.add(() => clearTicker(ticker));
    return ticker;
  };
  const clearTicker = (ticker: NodeJS.Timeout) => {
    tickers.delete(ticker);
    clearInterval(ticker);
  };
  return {
    setTimeout: setTimer,
    clearTimeout: clearTimer,
    setInterval: setTicker,
    clearInterval: clearTicker,
  };
}
