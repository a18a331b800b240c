import { entry } from '../error-entry';

export const errors = {
  TIER_LEVEL_UNKNOWN: entry(422, '没有这个等级', 'No such level'),
  TIER_NOT_LOWER: entry(422, '只能撤到更低的等级', 'A level can only be revoked to a lower one'),
  TIER_PASS_UNKNOWN: entry(404, '没有这张会员卡', 'No such pass'),
  TIER_PASS_ENDED: entry(409, '这张会员卡已经到期', 'This pass has already ended'),
  TIER_PASS_KEY_REUSED: entry(422, '同一卡号的内容不一致', 'This pass key was used with other content'),
};
