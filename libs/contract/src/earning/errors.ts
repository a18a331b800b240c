import { entry } from '../error-entry';

export const errors = {
  EARNING_RULES_INVALID: entry(
    422,
    '规则有误，请按提示修改后再发布',
    'The rules have faults; correct them first',
  ),
  EARNING_VERSION_UNKNOWN: entry(404, '没有这个版本的积分规则', 'No such version of the earning rules'),
  EARNING_DRAFT_CHANGED: entry(
    409,
    '草稿已被他人修改，请刷新后再试',
    'Somebody else has changed the draft; look at it again',
  ),
  EARNING_START_PAST: entry(422, '生效时间不能早于现在', 'The start must not lie in the past'),
  BACK_TEST_UNKNOWN: entry(404, '没有这次试算', 'No such back-test'),
  BACK_TEST_RUNNING: entry(409, '已有试算正在进行，请稍候', 'A back-test is still running', {
    retryable: true,
  }),
  REWARD_FLAG_UNKNOWN: entry(404, '没有这条异常提示', 'No such flag'),
  REWARD_FLAG_DECIDED: entry(409, '这条异常提示已处理', 'This flag was decided already'),
};
