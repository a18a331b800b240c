import { entry } from '../error-entry';

export const errors = {
  BULK_UNKNOWN: entry(404, '没有这个批量操作', 'No such bulk act'),
  BULK_ELSEWHERE: entry(
    409,
    '这个批量操作的状态或人数已经变了，请看最新情况',
    'The bulk act is not at this point any more, or its people are others: look again',
  ),
  BULK_SECOND_PERSON: entry(409, '须由另一位同事复核', 'Somebody else has to agree'),
  BULK_UNDER_WAY: entry(
    409,
    '已有 3 个批量操作没有结束，请先确认或放弃其中一个',
    'Three bulk acts are under way: confirm or discard one first',
  ),
};
