import type { IH5Config } from '@tarojs/taro/types/compile';
import { resolve } from 'node:path';
import type Chain from 'webpack-chain';
import { compileSources } from './script-rule';

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

function forBrowser(chain: Chain): void {
  compileSources(chain);
  const ownGround = resolve(__dirname, '../src/ui/browser.scss');
  for (const sheet of LIBRARY_STYLES) chain.resolve.alias.set(sheet, ownGround);
  // All screens in one file: they weigh little beside the framework, and a tab opened for the first time without a
  // network must still open.
  chain.module.set('parser', { javascript: { dynamicImportMode: 'eager' } });
  // The framework alone is over webpack's general advice; what counts here is measured by scripts/size.mjs.
  chain.performance.hints(false);
}
