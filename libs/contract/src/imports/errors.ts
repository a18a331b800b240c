import { z } from 'zod';
import { entry, ofOneRow } from '../error-entry';

export const errors = {
  AMOUNT_INVALID: entry(
    422,
    '金额须为 0 到 1 万亿分之间的整数（分）',
    'The amount must be whole fen from 0 to 10^12',
    ofOneRow,
  ),
  AMOUNT_YUAN_INVALID: entry(
    422,
    '金额（元）须为最多两位小数的数字，不带千分位、符号和单位',
    'An amount in yuan must be digits with at most two decimals, without separators, signs or units',
    ofOneRow,
  ),
  NUMBER_COLLAPSED: entry(
    422,
    '编号被表格软件变成了科学计数法，原数字已丢失：请把该列设为文本格式后重新导出',
    'A spreadsheet turned this number into 1.23E+15 and lost its digits: format the column as text and export again',
    ofOneRow,
  ),
  IN_THE_FUTURE: entry(
    422,
    '时间比收到时晚一天以上',
    'The time is more than a day ahead of when this was received',
  ),
  INSTANT_INVALID: entry(
    422,
    '时间须为 2026-05-03，或带时区的 2026-05-03T10:00:00+08:00',
    'A time must be a day, 2026-05-03, or say its offset, 2026-05-03T10:00:00+08:00',
    ofOneRow,
  ),
  FIELD_MISSING: entry(422, '缺少必填字段', 'A required field is missing', ofOneRow),
  FIELD_TOO_LONG: entry(422, '字段过长', 'A field is too long', ofOneRow),
  LINE_MALFORMED: entry(422, '这一行的格式不正确', 'This line is malformed', ofOneRow),
  HEADER_WRONG: entry(422, '文件表头不符合要求', 'The file header is not as required'),
  ENCODING_UNSURE: entry(
    422,
    '无法确定文件的编码，请指明是 UTF-8、UTF-16 还是 GB18030',
    'The encoding of the file is not clear: say whether it is UTF-8, UTF-16 or GB18030',
  ),
  WORKBOOK_UNREADABLE: entry(
    422,
    '这个工作簿打不开：文件可能损坏、不完整、有密码，或是旧的 .xls 格式。请在表格软件里去掉密码，另存为 .xlsx',
    'This workbook cannot be read: it is damaged, cut off, locked with a password, or of the old .xls format. Save it as .xlsx without a password',
  ),
  WORKBOOK_TOO_LARGE: entry(
    422,
    '这个工作簿展开后太大。请分成几个文件，或另存为 CSV',
    'Unpacked, this workbook is too large: split it, or save it as CSV',
  ),
  SHEET_UNKNOWN: entry(422, '工作簿里没有这个名称的工作表', 'The workbook has no sheet of this name'),
  CELLS_MERGED: entry(
    422,
    '表格里有合并的单元格：请取消合并，每格都填上内容',
    'The sheet has merged cells: unmerge them and fill every cell',
  ),
  CELL_NOT_TEXT: entry(
    422,
    '表格软件把这个编号变成了日期或带格式的数字：请把该列设为文本格式，重新填写',
    'A spreadsheet has made a date or a dressed-up number of this: format the column as text and type it again',
    ofOneRow,
  ),
  CELL_INVALID: entry(
    422,
    '单元格里是 TRUE/FALSE、错误值、没有算出结果的公式，或不能作金额的日期和百分比',
    'The cell holds TRUE or FALSE, an error, a formula without its result, or a date or a percentage in place of an amount',
    ofOneRow,
  ),
  CODE_UNCONFIRMED: entry(
    422,
    '渠道、门店或导购的编号是新的，导入前没有人确认',
    'The channel, store or guide is new here, and nobody confirmed it before the import',
    ofOneRow,
  ),
  IMPORT_NOT_WAITING: entry(
    409,
    '这次导入已经确认过、放弃了或还没有检查完',
    'This import was confirmed or discarded already, or is still being checked',
  ),
  IMPORT_CODE_UNKNOWN: entry(
    422,
    '没有这个编号的渠道、门店或导购，请从已有的编号中选',
    'No channel, store or guide has this code: name one that is there',
  ),
  IMPORT_NOT_REVERSIBLE: entry(
    409,
    '这次导入不能撤回：只有 30 天内导入完成、带来新订单、退款或余额的文件可以，更正和行为事件不可以',
    'This import cannot be reversed: only a finished one that brought orders, refunds or balances within 30 days can, no correction and no events',
  ),
  IMPORT_SECOND_PERSON: entry(
    403,
    '积分总数超过一个人可以决定的限额：须由另一位有审批权限的人确认',
    'The points of this file are above what one person may decide: somebody else who may approve has to confirm it',
  ),
  IMPORT_POINTS_MOVED: entry(
    409,
    '其中一些积分已经用掉、过期或随会员合并，不能整批撤回',
    'Some of these points were used, have expired or went to another member: the import cannot be taken back whole',
    { data: z.strictObject({ balances: z.int() }) },
  ),
  IMPORT_UNKNOWN: entry(404, '没有这次导入', 'No such import'),
};
