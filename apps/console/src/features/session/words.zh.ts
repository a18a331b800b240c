export const zh = {
  title: '登录控制台',
  slogan: '把租来的流量，变成留得住的会员',
  login: '账号',
  password: '密码',
  show: '显示',
  hide: '隐藏',
  code: '动态验证码',
  codeHint: '打开验证器，输入 6 位数字',
  submit: '登录',
  confirm: '验证并登录',
  back: '换个账号',
  needLogin: '请输入账号',
  needPassword: '请输入密码',
  needCode: '请输入 6 位数字',
  ended: '登录已过期，请重新登录，之后会回到刚才的页面。',
  demoTitle: '演示账号',
  demoText: (login: string) => `这是演示环境，可以用 ${login} 登录。`,
  demoFill: '填入演示账号',
};

export type Words = typeof zh;
