import { backTestLifecycle, rewardFlagLifecycle } from '@liuliang/domain';
import { c, later, primary } from '../../platform/db/columns';
import { table } from '../../platform/db/table';

/** Points a customer got on a day under a capped rule: what is left of the cap is read under the customer's lock. */
export const earningUsage = table('earning_usage', {
  customerId: primary(c.ref()),
  day: primary(c.day()),
  rule: primary(c.text(48)),
  brandId: c.ref(),
  points: c.whole(),
  times: c.whole(),
});

/** What the budget of a version has given out, and what it could not give. Locked by whoever draws on it. */
export const earningBudgets = table('earning_budget', {
  brandId: primary(c.ref()),
  rule: primary(c.text(48)),
  points: c.whole(),
  cut: later(c.whole()),
  /** When the last fact happened that has drawn on it. */
  lastAtMs: later(c.instant()),
});

/** The same by the days of the facts. Day 0 holds what was given before days were kept. */
export const budgetDays = table('earning_budget_day', {
  brandId: primary(c.ref()),
  rule: primary(c.text(48)),
  day: primary(c.day()),
  points: c.whole(),
  cut: c.whole(),
});

/** What each order or event got of a budget, and what it did not get. */
export const budgetDraws = table(
  'earning_budget_draw',
  {
    /** Of the order or event. */
    id: c.id(),
    brandId: c.ref(),
    rule: c.text(48),
    atMs: c.instant(),
    /** The sender's name of it. */
    factKey: c.bytes(64),
    /** Under whom it was filed. */
    customerId: c.ref(),
    day: c.day(),
    points: c.whole(),
    cut: c.whole(),
  },
  { index: [['brandId', 'rule', 'atMs', 'factKey']] },
);

/** Budgets whose draws must be planned again from a place on, because something came that was earlier than others. */
export const budgetsAgain = table('earning_budget_again', {
  brandId: primary(c.ref()),
  rule: primary(c.text(48)),
  fromMs: c.instant(),
  /** What happened at this instant up to this key is planned. */
  fromKey: c.bytes(64),
});

/** What rules would have cost over past orders. A run whose lease has lapsed died with its process. */
export const backTests = table(
  'earning_back_test',
  {
    id: c.id(),
    brandId: c.ref(),
    /** 0: rules of an editor. */
    ruleVersion: c.whole(),
    rules: c.long(),
    fromDay: c.day(),
    toDay: c.day(),
    orders: c.whole(),
    ordersDone: later(c.whole()),
    state: c.oneOf(backTestLifecycle.states),
    result: later(c.long()),
    startedBy: c.ref(),
    startedAtMs: c.instant(),
    finishedAtMs: later(c.instant()),
    leaseUntilMs: later(c.instant()),
  },
  {
    index: [['brandId', 'id']],
  },
);

/** What looks like a guide rewarding himself. Found by rules, judged by people. */
export const rewardFlags = table(
  'reward_flag',
  {
    id: c.id(),
    brandId: c.ref(),
    guideId: c.ref(),
    orderId: c.ref(),
    kind: c.oneOf(['own_purchase', 'looped_refund'], 24),
    notedAtMs: c.instant(),
    state: c.oneOf(rewardFlagLifecycle.states),
    decidedBy: later(c.ref()),
    decidedAtMs: later(c.instant()),
  },
  {
    unique: [['brandId', 'orderId', 'kind']],
    index: [['brandId', 'state', 'notedAtMs']],
  },
);

/** What was used of the rules' caps and budgets, what rules would have cost, and what looks wrong. */
export const earningTables = [
  earningUsage,
  earningBudgets,
  budgetDays,
  budgetDraws,
  budgetsAgain,
  backTests,
  rewardFlags,
];
