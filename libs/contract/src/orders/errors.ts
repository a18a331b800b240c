import { entry, ofOneRow } from '../error-entry';

export const errors = {
  ORDER_UNKNOWN: entry(404, '没有找到这笔订单', 'No such order'),
  ORDER_CONFLICT: entry(
    409,
    '同一订单号的内容不一致',
    'This order id was received before with other content',
    ofOneRow,
  ),
  ORDER_OTHER_CUSTOMER: entry(
    409,
    '更正不能改变订单属于谁',
    'A correction cannot change whose order it is',
    ofOneRow,
  ),
  ORDER_LINE_CONFLICT: entry(
    409,
    '这笔订单的这一行之前内容不同，先到的有效',
    'This line of the order was received before with other content; the first one stands',
    ofOneRow,
  ),
  ORDER_LINES_DIFFER: entry(
    422,
    '这笔订单的明细合计不等于订单金额：已保留，补齐或更正明细后生效',
    'The lines of this order do not add up to its amount: they are kept, and count once the missing lines are brought or the wrong ones corrected',
    ofOneRow,
  ),
  QUANTITY_INVALID: entry(
    422,
    '数量须为 1 到 100 万之间的整数',
    'A quantity must be a whole number from 1 to 1,000,000',
    ofOneRow,
  ),
  LINE_NUMBER_INVALID: entry(
    422,
    '行号须为 1 到 999999 之间的整数',
    'The number of a line must be whole, from 1 to 999,999',
    ofOneRow,
  ),
  REFUND_CONFLICT: entry(
    409,
    '同一退款号的内容不一致',
    'This refund id was received before with other content',
    ofOneRow,
  ),
  REFUND_EXCEEDS_ORDER: entry(422, '退款总额超过订单金额', 'Refunds would exceed the order amount', ofOneRow),
  REFUND_WITHDRAWN: entry(
    409,
    '这笔退款已随它的导入撤回，同样的内容不会再生效',
    'This refund was taken back with the import that brought it; saying the same again does not bring it back',
    ofOneRow,
  ),
  LINES_INVALID: entry(
    422,
    '明细须完整，且合计等于总金额',
    'The lines must be complete and add up to the amount',
  ),
};
