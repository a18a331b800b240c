import { entry, ofOneRow } from '../error-entry';

export const errors = {
  EVENT_TYPE_UNKNOWN: entry(422, '不认识的事件类型', 'Unknown event type', ofOneRow),
  EVENT_TYPE_IS_ORDER: entry(
    422,
    '付款和退款请按订单、退款提交，不要作为事件',
    'Send what was paid or refunded as orders and refunds, not as events',
    ofOneRow,
  ),
  EVENT_TOO_OLD: entry(
    422,
    '设备上报的事件须在发生后 24 小时内送达',
    'What a device reports must arrive within 24 hours',
    ofOneRow,
  ),
  EVENT_CONFLICT: entry(
    409,
    '同一事件编号的内容不一致',
    'This event id was received before with other content',
    ofOneRow,
  ),
};
