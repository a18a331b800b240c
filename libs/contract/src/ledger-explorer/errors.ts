import { entry } from '../error-entry';

export const errors = {
  LEDGER_ACCOUNT_UNKNOWN: entry(404, '没有这个账户', 'No such account'),
  LEDGER_TRANSACTION_UNKNOWN: entry(404, '没有这笔记账', 'No such transaction'),
};
