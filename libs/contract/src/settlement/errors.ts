import { z } from 'zod';
import { entry } from '../error-entry';
import { Fen, InstantMs } from '../shared/schemas';
import { Month } from './schemas';

export const errors = {
  PERIOD_NOT_OVER: entry(409, '这个月还没有结束，不能结账', 'This month is not over yet', {
    data: z.strictObject({ endsAtMs: InstantMs }),
  }),
  PERIOD_OUT_OF_ORDER: entry(409, '请先结清更早的月份', 'An earlier month has to be closed first', {
    data: z.strictObject({ next: Month }),
  }),
  STATEMENT_UNKNOWN: entry(404, '没有这张结算单', 'No such statement'),
  STATEMENT_CLOSED: entry(409, '这张结算单已经结账', 'This statement is closed already'),
  STATEMENT_NOT_CLOSED: entry(409, '请先结账，再登记付款', 'Close the statement before paying it'),
  STATEMENT_PAID: entry(409, '这张结算单已经付款', 'This statement was paid already'),
  STATEMENT_CARRIED_OVER: entry(
    409,
    '余额已结转到下一张结算单，请在那里付款',
    'The balance was carried over into the next statement; pay it there',
    { data: z.strictObject({ into: Month }) },
  ),
  STATEMENT_NOTHING_OWED: entry(409, '这张结算单没有应付金额', 'Nothing is owed on this statement'),
  STATEMENT_AMOUNT_DIFFERS: entry(
    409,
    '应付金额与确认的不一致，请刷新后再试',
    'What is payable differs from what was confirmed; look again',
    { data: z.strictObject({ payableFen: Fen }) },
  ),
  SETTLEMENT_SECOND_PERSON: entry(
    403,
    '超过限额，须由结账人以外的另一位同事登记付款',
    'Above the limit somebody other than who closed it has to pay it',
  ),
  RATES_CHANGED: entry(
    409,
    '结算费率已被他人修改，请刷新后再试',
    'Somebody else has changed the rates; look at them again',
  ),
  MONTH_RANGE_INVALID: entry(422, '月份范围不正确', 'The range of months is not valid'),
  PAYOUT_UNAVAILABLE: entry(409, '暂不支持提现', 'Points cannot be drawn as cash at the moment'),
  PAYOUT_TOO_SMALL: entry(422, '低于最低提现积分', 'Fewer points than can be drawn at once', {
    data: z.strictObject({ minPoints: z.int(), minFen: Fen }),
  }),
  PAYOUT_DAY_LIMIT: entry(409, '超过今日可提现积分', 'More points than can be drawn today', {
    data: z.strictObject({ pointsLeft: z.int(), maxFen: Fen }),
  }),
  PAYOUT_UNKNOWN: entry(404, '没有这笔提现', 'No such payout'),
  PAYOUT_NOT_CLAIMABLE: entry(409, '这笔提现现在不能领取', 'This payout cannot be collected now'),
  PAYOUT_SETTLED: entry(409, '这笔提现已经处理过', 'This payout was settled already'),
};
