import { entry } from '../error-entry';

export const errors = {
  BACK_TEST_UNKNOWN: entry(404, '没有这次试算', 'No such back-test'),
  BACK_TEST_RUNNING: entry(409, '已有试算正在进行，请稍候', 'A back-test is still running', {
    retryable: true,
  }),
  REWARD_FLAG_UNKNOWN: entry(404, '没有这条异常提示', 'No such flag'),
  REWARD_FLAG_DECIDED: entry(409, '这条异常提示已处理', 'This flag was decided already'),
};
