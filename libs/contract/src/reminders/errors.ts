import { entry } from '../error-entry';

export const errors = {
  REMINDER_UNKNOWN: entry(404, '这项提醒已经停用', 'This reminder is not offered any more'),
  PUSH_NOT_SET_UP: entry(409, '还没有设置微信消息推送', 'Messages of WeChat are not set up here'),
  PUSH_UNSIGNED: entry(403, '微信消息的签名不对', 'The message is not signed by WeChat'),
};
