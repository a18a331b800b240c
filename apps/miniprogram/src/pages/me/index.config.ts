export default definePageConfig({
  navigationBarTitleText: '我的',
  enableShareAppMessage: true,
  // In a browser, pulling down reloads the page by itself.
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
});
