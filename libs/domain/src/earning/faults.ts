import type { Fault } from '../shared/fault';
import { isMonthDay } from './birthday';
import type { EarningRules } from './rules';

/** Something of a list that must be filled in, and what it must not share with another of the list. */
interface Entry {
  readonly name: string;
  /** Two entries with a mark in common cannot be told apart. */
  readonly marks: readonly (string | number)[];
}

/** Everything that stands between rules of the right shape and their publishing, each with its path. */
export function faultsOfRules(rules: EarningRules): Fault[] {
  const { events, multipliers, suppliers } = rules;
  const { tier, layer, channel, store, item } = multipliers;
  return [
    ...faultsOfList(
      'events',
      events.map(({ type }) => single(type)),
      'type',
    ),
    ...faultsOfList(
      'multipliers.tier',
      tier.map(({ level }) => single(level)),
      'level',
    ),
    ...faultsOfList(
      'multipliers.layer',
      layer.map(({ code }) => single(code)),
      'code',
    ),
    ...faultsOfList(
      'multipliers.channel',
      channel.map((one) => single(one.channel)),
      'channel',
    ),
    ...faultsOfList(
      'multipliers.store',
      store.map((one) => single(one.store)),
      'store',
    ),
    ...faultsOfGroups('multipliers.item', item),
    ...faultsOfMemberDay(multipliers.memberDay),
    ...faultsOfExpiry(rules.expiry),
    ...faultsOfGroups('suppliers', suppliers),
  ];
}

const single = (value: string | number): Entry => ({ name: String(value), marks: [value] });

function faultsOfList(path: string, entries: readonly Entry[], field: string): Fault[] {
  const empty = entries.flatMap(({ name }, i): Fault[] =>
    name.trim() === '' ? [{ path: `${path}.${i}.${field}`, fault: 'empty' }] : [],
  );
  return [...empty, ...repeatedIn(path, entries)];
}

/** An item stands in one group alone: which of two were meant could not be told. */
function faultsOfGroups(
  path: string,
  groups: readonly { readonly name: string; readonly items: readonly string[] }[],
): Fault[] {
  const named = groups.map(({ name, items }): Entry => ({ name, marks: [...new Set(items)] }));
  const inside = groups.flatMap(({ items }, i): Fault[] => [
    ...(items.length === 0 ? [{ path: `${path}.${i}.items`, fault: 'empty' } as const] : []),
    ...repeatedIn(`${path}.${i}.items`, items.map(single)),
  ]);
  return [...faultsOfList(path, named, 'name'), ...inside];
}

/** Marks the second of two; nothing that is still to be filled in is a repetition. */
function repeatedIn(path: string, entries: readonly Entry[]): Fault[] {
  const seen = new Set<string | number>(['']);
  const faults: Fault[] = [];
  entries.forEach(({ marks }, i) => {
    const isRepeated = marks.some((mark) => mark !== '' && seen.has(mark));
    if (isRepeated) faults.push({ path: `${path}.${i}`, fault: 'repeated' });
    for (const mark of marks) seen.add(mark);
  });
  return faults;
}

function faultsOfMemberDay(memberDay: EarningRules['multipliers']['memberDay']): Fault[] {
  if (!memberDay) return [];
  const path = 'multipliers.memberDay.days';
  const { on, days } = memberDay;
  if (days.length === 0) return [{ path, fault: 'empty' }];
  const noDays = days.flatMap((day, i): Fault[] =>
    on === 'weekdays' && day > 7 ? [{ path: `${path}.${i}`, fault: 'out_of_range' }] : [],
  );
  return [...noDays, ...repeatedIn(path, days.map(single))];
}

function faultsOfExpiry(expiry: EarningRules['expiry']): Fault[] {
  const isNoDate = expiry.kind === 'fixed' && !isMonthDay(expiry.month, expiry.day);
  return isNoDate ? [{ path: 'expiry.day', fault: 'no_such_date' }] : [];
}
