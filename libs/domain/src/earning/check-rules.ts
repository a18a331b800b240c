import { fail, ok, type Result } from '../shared/result';
import { isMonthDay } from './birthday';
import {
  byField,
  byItself,
  isRecord,
  list,
  oneOf,
  orNull,
  record,
  text,
  variant,
  whole,
  type Check,
  type Fault,
} from './check-shape';
import {
  BIRTHDAY_WINDOWS,
  CLAWBACK_POLICIES,
  COMBINATIONS,
  FUNDER_CHOICES,
  type EarningRules,
} from './rules';

export interface RulesRefusal {
  readonly code: 'EARNING_RULES_INVALID';
  readonly faults: readonly Fault[];
}

/** With orders of at most 10^12 fen, points of an order stay below 2^53 in front of the caps. */
const POINTS_PER_UNIT_MAX = 1000;
const PERCENT_MAX = 10_000;
const CAP_MAX = 1_000_000_000;

const rate = { points: whole(0, POINTS_PER_UNIT_MAX), perFen: whole(1, CAP_MAX) };
const percent = whole(0, PERCENT_MAX);
const cap = orNull(whole(0, CAP_MAX));
const name = text(40);
const items = list(text(64), 1000, 1, byItself);
/** An item stands in one group alone: which of two were meant could not be told. */
const itemsOf = (value: unknown): readonly unknown[] =>
  isRecord(value) && Array.isArray(value['items']) ? [...new Set<unknown>(value['items'])] : [];

const by = (field: string, check: Check, max: number): Check =>
  list(record({ [field]: check, percent }), max, 0, byField(field));

const memberDay: Check = (value, path, report) => {
  const isWeekly = isRecord(value) && value['on'] === 'weekdays';
  const days = list(whole(1, isWeekly ? 7 : 31), 31, 1, byItself);
  record({ percent, on: oneOf(['monthDays', 'weekdays']), days })(value, path, report);
};

const fixed: Check = (value, path, report) => {
  record({ kind: oneOf(['fixed']), month: whole(1, 12), day: whole(1, 31), years: whole(0, 5) })(
    value,
    path,
    report,
  );
  const { month, day } = value as Readonly<Record<string, unknown>>;
  if (typeof month === 'number' && typeof day === 'number' && !isMonthDay(month, day)) {
    report({ path: `${path}.day`, fault: 'no_such_date' });
  }
};

const otherExpiry = variant({
  never: {},
  rolling: { unit: oneOf(['day', 'month']), count: whole(1, 3660) },
  calendar: { months: whole(0, 120), endOf: oneOf(['month', 'quarter', 'year']) },
  sliding: { days: whole(1, 3660) },
});

const expiry: Check = (value, path, report) =>
  (isRecord(value) && value['kind'] === 'fixed' ? fixed : otherExpiry)(value, path, report);

const rules = record({
  base: record(rate),
  growth: record(rate),
  guide: orNull(variant({ rate, share: { permille: whole(0, 10_000) } })),
  events: list(
    record({
      type: text(48),
      points: whole(0, 1_000_000),
      growth: whole(0, 1_000_000),
      timesPerDay: orNull(whole(1, 1000)),
      pointsPerDay: cap,
    }),
    50,
    0,
    byField('type'),
  ),
  multipliers: record({
    combine: oneOf(COMBINATIONS),
    tier: by('level', whole(1, 5), 5),
    layer: by('code', text(16), 16),
    channel: by('channel', text(32), 50),
    store: by('store', text(32), 500),
    item: list(record({ name, items, percent }), 20, 0, itemsOf),
    birthday: orNull(record({ percent, window: oneOf(BIRTHDAY_WINDOWS) })),
    memberDay: orNull(memberDay),
  }),
  caps: record({ perOrder: cap, perDay: cap }),
  budget: orNull(record({ points: whole(1, 1_000_000_000_000), policy: oneOf(['partial', 'reject']) })),
  pendingDays: whole(0, 365),
  expiry,
  clawback: record({ member: oneOf(CLAWBACK_POLICIES), guideDebtMax: whole(0, CAP_MAX) }),
  reinstateDays: whole(0, 365),
  noticeDays: whole(0, 90),
  funder: oneOf(FUNDER_CHOICES),
  suppliers: list(record({ supplier: whole(1, CAP_MAX), name, items }), 50, 0, itemsOf),
  guideFunder: oneOf(FUNDER_CHOICES),
});

/** Everything that is wrong with a value that should be rules, each with its path; empty for sound ones. */
export function faultsOfRules(value: unknown): Fault[] {
  const faults: Fault[] = [];
  rules(value, '', (fault) => faults.push(fault));
  return faults;
}

/** Strict: unknown fields, fractions, dates that do not exist and items in two groups are refused with their paths. */
export function checkEarningRules(value: unknown): Result<EarningRules, RulesRefusal> {
  const faults = faultsOfRules(value);
  // Every field was looked at.
  return faults.length === 0 ? ok(value as EarningRules) : fail({ code: 'EARNING_RULES_INVALID', faults });
}
