import { preloadRule, subPackages } from './generated/packages';

// WeChat reads the colours from theme.json by the system's mode; the browser build draws its bars itself.
const isWeapp = process.env.TARO_ENV === 'weapp';
const themed = (name: string, plain: string): string => (isWeapp ? `@${name}` : plain);

const tab = (name: string, text: string) => ({
  pagePath: `pages/${name}/index`,
  text,
  ...(isWeapp
    ? { iconPath: `ui/tab-icons/${name}.png`, selectedIconPath: `ui/tab-icons/${name}-here.png` }
    : {}),
});

export default defineAppConfig({
  // The tabs make up the main package: they are what people wait for at the first start.
  pages: ['pages/home/index', 'pages/points/index', 'pages/inbox/index', 'pages/me/index'],
  subPackages,
  // Fetched while the member looks at the first screen, so that they open at once.
  preloadRule,
  darkmode: true,
  themeLocation: 'theme.json',
  window: {
    navigationBarTitleText: '会员中心',
    navigationBarBackgroundColor: themed('paper', '#f6f4ef') as `#${string}`,
    navigationBarTextStyle: themed('text', 'black') as 'black',
    backgroundColor: themed('paper', '#f6f4ef') as `#${string}`,
    backgroundTextStyle: themed('loading', 'dark') as 'dark',
  },
  tabBar: {
    custom: !isWeapp,
    color: themed('tab', '#676e68'),
    selectedColor: themed('tabHere', '#0f5e52'),
    backgroundColor: themed('surface', '#ffffff') as `#${string}`,
    borderStyle: themed('line', 'white') as 'white',
    list: [tab('home', '首页'), tab('points', '积分'), tab('inbox', '消息'), tab('me', '我的')],
  },
  // A rough place, asked for after a tap, to sort stores by distance; it is named in the privacy guide too.
  requiredPrivateInfos: ['getFuzzyLocation'],
  permission: { 'scope.userFuzzyLocation': { desc: '用来把门店按离您的远近排列，不会保存' } },
  // WeChat holds back what needs something of the person until they agreed; the question is drawn by the app.
  __usePrivacyCheck__: true,
  lazyCodeLoading: 'requiredComponents',
});
