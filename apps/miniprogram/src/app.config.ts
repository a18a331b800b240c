export default defineAppConfig({
  pages: ['pages/home/index', 'pages/points/index', 'pages/inbox/index', 'pages/me/index'],
  window: { navigationBarTitleText: '会员', navigationBarBackgroundColor: '#ffffff', navigationBarTextStyle: 'black' },
  tabBar: { custom: process.env.TARO_ENV === 'h5', color: '#888888', selectedColor: '#0f6b5c', backgroundColor: '#ffffff', list: [
    { pagePath: 'pages/home/index', text: '首页' },
    { pagePath: 'pages/points/index', text: '积分' },
    { pagePath: 'pages/inbox/index', text: '消息' },
    { pagePath: 'pages/me/index', text: '我的' },
  ] },
});
