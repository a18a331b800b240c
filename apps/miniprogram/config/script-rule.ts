import { resolve } from 'node:path';
import type Chain from 'webpack-chain';

/**
 * What both targets change in Taro's webpack configuration: the Babel settings live beside this file, and the
 * contract's sources are compiled like our own. The contract's route values (and zod with them) are types to this
 * app; reaching them at run time is a build error, not a bigger bundle.
 */
export function compileSources(chain: Chain): void {
  const script = chain.module.rule('script');
  script.include.add(resolve(__dirname, '../../../libs/contract/src'));
  script.use('babelLoader').tap((options: object) => ({
    ...options,
    babelrc: false,
    configFile: resolve(__dirname, 'babel.cjs'),
  }));
  chain.resolve.alias.set('zod$', resolve(__dirname, 'zod-is-not-shipped.js'));
}
