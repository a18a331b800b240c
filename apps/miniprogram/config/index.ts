import { defineConfig } from '@tarojs/cli';
import { resolve } from 'node:path';
import { h5 } from './h5';
import { version } from '../package.json';
import { serverAddress } from './server-address';
import { weapp } from './weapp';

const app = resolve(__dirname, '..');
const platform = process.env.TARO_ENV === 'h5' ? 'h5' : 'weapp';

const apiBase = serverAddress(platform, process.env.TARO_APP_API, process.env.NODE_ENV === 'production');

export default defineConfig({
  projectName: 'liuliang',
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  sourceRoot: 'src',
  // One folder per target: the builds must be able to lie side by side, also with what `npm run dev` makes.
  outputRoot: `dist/${process.env.TARO_DEV_PORT ? 'dev' : platform}`,
  // Screens are drawn on a grid of 750: one px in a style sheet is one rpx.
  designWidth: 750,
  deviceRatio: { 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  plugins: platform === 'weapp' ? [resolve(__dirname, 'aria.cjs')] : [],
  cache: { enable: false },
  logger: { quiet: false, stats: false },
  defineConstants: {
    __API_BASE__: JSON.stringify(apiBase),
    __BRAND_CODE__: JSON.stringify(process.env.TARO_APP_BRAND ?? 'islet'),
    __APP_VERSION__: JSON.stringify(version),
  },
  alias: {
    '@': resolve(app, 'src'),
    '@liuliang/contract/client': resolve(app, '../../libs/contract/src/client.ts'),
    '@liuliang/contract/error-texts': resolve(app, '../../libs/contract/src/generated/error-texts.ts'),
    // npm keeps this package below the app, where the loaders that live at the root cannot find it.
    '@tarojs/plugin-framework-react': resolve(
      require.resolve('@tarojs/plugin-framework-react/package.json', { paths: [app] }),
      '..',
    ),
  },
  mini: weapp,
  h5,
});
