import type { Translated } from '../../translated';
import type { privacy as zh } from './words.zh';

export const privacy: Translated<typeof zh> = {
  title: 'Privacy policy',
  version: (version) => `Version ${version}`,
  versionSince: (version, since) => `Version ${version}, in force since ${since}`,
  parts: {
    operator: 'Who runs it',
    contact: 'Contact',
    collected: 'What is collected, and what for',
    retention: 'How long it is kept',
    thirdParties: 'Third parties and SDKs',
    children: 'Children',
    rights: 'Your rights',
  },
  wechatGuide: 'WeChat’s privacy guide',
  askTitle: 'Before you go on',
  askText:
    'The next step uses data of your WeChat. Please read the privacy policy first; everything else works without it.',
  read: 'Read the privacy policy',
  agree: 'Agree and go on',
  decline: 'Not now',
  changedTitle: 'The privacy policy has changed',
  changedText: 'Please read the new one. Until you agree, points and benefits stay as they are.',
  agreed: 'Your consent is noted',
};
