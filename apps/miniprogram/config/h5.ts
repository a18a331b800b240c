import type { IH5Config } from '@tarojs/taro/types/compile';
import { resolve } from 'node:path';
import type Chain from 'webpack-chain';
import { compileSources } from './script-rule';

/**
 * What Taro's libraries bring along for browsers and components that this app does not have: its own tab bar with the
 * custom elements behind it, requests by script elements, and stand-ins for what every browser has had for years.
 */
const UNNEEDED = [
  '@tarojs/components/dist/components$',
  'jsonp-retry$',
  'whatwg-fetch$',
  'abortcontroller-polyfill/dist/abortcontroller-polyfill-only$',
];

/**
 * The first screen (app.ts imports it) comes whole with the framework; every other feature is a file of its own, and
 * what several of them share is one more. They are fetched as soon as the first screen stands (first-screen.h5.ts).
 */
const CHUNKS = {
  default: false,
  defaultVendors: false,
  taro: { test: /node_modules/, chunks: 'initial', name: 'base', priority: 3 },
  feature: {
    test: /src[\\/]features[\\/]/,
    chunks: 'async',
    name: ({ resource = '' }: { resource?: string }) => /features[\\/](\w+)/.exec(resource)?.[1] ?? 'shared',
    enforce: true,
    priority: 2,
  },
  shared: { chunks: 'async', name: 'shared', minChunks: 2, enforce: true, priority: 1 },
} as const;

/** Style sheets that Taro's libraries put on every page; browser.scss says why they are not wanted. */
const LIBRARY_STYLES = [
  '@tarojs/components/global.css',
  '@tarojs/components/dist/taro-components/taro-components.css',
  '@tarojs/components-react/dist/index.css',
];

export const h5: IH5Config<'webpack5'> = {
  publicPath: '/app/',
  staticDirectory: 'static',
  // Plain HTML elements instead of custom ones: smaller, and screen readers know them.
  useHtmlComponents: true,
  router: { mode: 'hash' },
  output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
  miniCssExtractPluginOption: {
    ignoreOrder: true,
    filename: 'css/[name].[contenthash:8].css',
    chunkFilename: 'css/[name].[contenthash:8].css',
  },
  postcss: { autoprefixer: { enable: true, config: {} }, cssModules: { enable: false } },
  // `npm run dev`: pages come from here, answers from the server beside it.
  devServer: {
    host: '127.0.0.1',
    port: Number(process.env.TARO_DEV_PORT ?? 10086),
    open: false,
    // A saved page is loaded anew; exchanging parts of a running one would need another package.
    hot: false,
    liveReload: true,
    proxy: [{ context: ['/api', '/demo'], target: process.env.LIULIANG_API ?? 'http://127.0.0.1:3000' }],
  },
  webpackChain: forBrowser,
};

/**
 * Scripts and style sheets at the end of the page: a sheet in its head keeps a browser from drawing anything until the
 * sheet is there, and the splash that stands in the page would wait with it.
 */
function showSplashFirst(chain: Chain): void {
  chain.plugin('htmlWebpackPlugin').tap(([options]) => [{ ...(options as object), inject: false }]);
}

function forBrowser(chain: Chain): void {
  compileSources(chain);
  const ownGround = resolve(__dirname, '../src/ui/browser.scss');
  for (const sheet of LIBRARY_STYLES) chain.resolve.alias.set(sheet, ownGround);
  for (const unneeded of UNNEEDED) chain.resolve.alias.set(unneeded, resolve(__dirname, 'nothing.cjs'));
  chain.optimization.splitChunks({
    ...(chain.optimization.get('splitChunks') as object),
    cacheGroups: CHUNKS,
  });
  showSplashFirst(chain);
  // The framework alone is over webpack's general advice; what counts here is measured by scripts/size.mjs.
  chain.performance.hints(false);
}
