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
