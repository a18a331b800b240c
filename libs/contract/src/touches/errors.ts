import { entry } from '../error-entry';

export const errors = {
  MESSAGE_UNKNOWN: entry(404, '没有这条消息', 'No such message'),
};
