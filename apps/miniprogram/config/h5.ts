import type { IH5Config } from '@tarojs/taro/types/compile';
import { compileSources } from './script-rule';

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
  webpackChain: compileSources,
};
