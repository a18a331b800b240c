import { z } from 'zod';
import { entry } from '../error-entry';

/** Said by the ledger of a posting that breaks its rules: a fault of ours, so no route answers it. */
const ofPosting = { internal: 'of a posting that breaks the rules of the ledger' } as const;

export const errors = {
  LEDGER_UNBALANCED: entry(422, '分录不平', 'The entries do not balance', ofPosting),
  LEDGER_AMOUNT_OUT_OF_RANGE: entry(422, '积分数值超出范围', 'The amount is out of range', ofPosting),
  LEDGER_TOO_FEW_ENTRIES: entry(422, '分录少于两条', 'A posting needs at least two entries', ofPosting),
  LEDGER_KEY_INVALID: entry(422, '业务流水号不合规', 'The posting key is not valid', ofPosting),
  LEDGER_TOO_MANY_ENTRIES: entry(422, '分录过多', 'A posting has too many entries', ofPosting),
  LEDGER_ACCOUNT_INVALID: entry(422, '账户不合规', 'The account is not valid', ofPosting),
  LEDGER_ACCOUNT_REPEATED: entry(422, '同一账户出现两次', 'An account appears twice in a posting', ofPosting),
  LEDGER_KEY_REUSED: entry(
    422,
    '同一业务流水号的内容不一致',
    'This posting key was used with other content',
    ofPosting,
  ),
  LEDGER_ALREADY_REVERSED: entry(409, '这笔记账已经冲正', 'This posting was already reversed', ofPosting),
  LOT_UNKNOWN: entry(404, '没有这批积分', 'No such credit of points'),
  POINTS_INSUFFICIENT: entry(409, '积分不足', 'Not enough points', {
    data: z.strictObject({ pointsMissing: z.int() }).partial(),
  }),
  POINTS_IN_DEBT: entry(
    409,
    '积分为负，先补足后才能使用',
    'The balance is below zero; it has to be earned back before points can be spent',
    { data: z.strictObject({ debt: z.int() }).partial() },
  ),
  HOLD_UNKNOWN: entry(404, '没有这笔积分冻结', 'No such hold of points'),
  HOLD_SETTLED: entry(409, '这笔积分冻结已经处理过', 'This hold was settled already', {
    data: z.strictObject({ state: z.string() }),
  }),
  HOLD_LAPSED: entry(410, '积分冻结已超时失效', 'This hold ran out of time'),
  RESTORE_EXCEEDS: entry(
    422,
    '退回的积分超过已使用的积分',
    'More points than were spent cannot be given back',
    { data: z.strictObject({ pointsLeft: z.int() }) },
  ),
  CAPTURE_EXCEEDS: entry(422, '确认的积分超过冻结的积分', 'More points than are held cannot be spent', {
    data: z.strictObject({ points: z.int() }),
  }),
};
