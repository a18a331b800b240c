import type { IMiniAppConfig } from '@tarojs/taro/types/compile';
import { compileSources } from './script-rule';

export const weapp: IMiniAppConfig<'webpack5'> = {
  // What only a sub-package uses stays in it; the main package is what people wait for.
  optimizeMainPackage: { enable: true },
  postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
  webpackChain: compileSources,
};
