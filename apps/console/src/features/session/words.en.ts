import type { Words } from './words.zh';

export const en: Words = {
  title: 'Sign in',
  slogan: 'Turn rented traffic into members you keep',
  login: 'Name',
  password: 'Password',
  show: 'Show',
  hide: 'Hide',
  code: 'One-time code',
  codeHint: 'Enter the 6 digits from your authenticator',
  submit: 'Sign in',
  confirm: 'Verify and sign in',
  back: 'Use another account',
  needLogin: 'Enter your name',
  needPassword: 'Enter your password',
  needCode: 'Enter 6 digits',
  ended: 'Your session has ended. Sign in again and you will return to where you were.',
  demoTitle: 'Demo account',
  demoText: (login) => `This is a demo. You can sign in as ${login}.`,
  demoFill: 'Fill in the demo account',
};
