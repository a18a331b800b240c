module.exports = {
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        // See devServer in h5.ts.
        hot: false,
        // WeChat 8 on iOS 12 and Android 8 and later; both run async functions natively.
        targets: { ios: '12', chrome: '79' },
      },
    ],
  ],
};
