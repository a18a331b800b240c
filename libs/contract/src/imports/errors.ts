import { entry, ofOneRow } from '../error-entry';

export const errors = {
  AMOUNT_INVALID: entry(
    422,
    '金额须为 0 到 1 万亿分之间的整数（分）',
    'The amount must be whole fen from 0 to 10^12',
    ofOneRow,
  ),
  INSTANT_INVALID: entry(422, '时间格式不正确', 'The time is not valid', ofOneRow),
  FIELD_MISSING: entry(422, '缺少必填字段', 'A required field is missing', ofOneRow),
  FIELD_TOO_LONG: entry(422, '字段过长', 'A field is too long', ofOneRow),
  LINE_MALFORMED: entry(422, '这一行的格式不正确', 'This line is malformed', ofOneRow),
  HEADER_WRONG: entry(422, '文件表头不符合要求', 'The file header is not as required'),
  IMPORT_UNKNOWN: entry(404, '没有这次导入', 'No such import'),
};
