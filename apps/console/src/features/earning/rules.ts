import type { ReplyOf } from '@liuliang/contract/client';

export type RulesVersion = ReplyOf<'earningVersions'>['items'][number];
export type RulesDetail = ReplyOf<'earningVersion'>;
export type Rules = RulesDetail['content'];
export type Fault = RulesDetail['faults'][number];
export type Expiry = Rules['expiry'];
export type Plan = ReplyOf<'tryEarning'>;
export type BackTest = ReplyOf<'backTest'>;

/** The sections of the editor, in the order in which an operator thinks about a programme. */
export const sections = ['base', 'multipliers', 'events', 'caps', 'lifetime', 'clawback', 'funders'] as const;
export type Section = (typeof sections)[number];

const SECTION_OF_FIELD: Readonly<Record<string, Section>> = {
  base: 'base',
  growth: 'base',
  guide: 'base',
  multipliers: 'multipliers',
  events: 'events',
  caps: 'caps',
  budget: 'caps',
  pendingDays: 'lifetime',
  expiry: 'lifetime',
  reinstateDays: 'lifetime',
  noticeDays: 'lifetime',
  clawback: 'clawback',
  funder: 'funders',
  suppliers: 'funders',
  guideFunder: 'funders',
};

/** The section that edits a field of the rules: `multipliers.item.2.items` → `multipliers`. */
export const sectionOf = (path: string): Section => SECTION_OF_FIELD[path.split('.')[0] ?? ''] ?? 'base';

/** What a brand starts with when it has no version yet: one point a yuan, good until the end of next year. */
export const firstRules: Rules = {
  base: { points: 1, perFen: 100 },
  growth: { points: 1, perFen: 100 },
  guide: null,
  events: [],
  multipliers: {
    combine: 'highest',
    tier: [],
    layer: [],
    channel: [],
    store: [],
    item: [],
    birthday: null,
    memberDay: null,
  },
  caps: { perOrder: null, perDay: null },
  budget: null,
  pendingDays: 7,
  expiry: { kind: 'calendar', months: 12, endOf: 'year' },
  clawback: { member: 'unlimited', guideDebtMax: 0 },
  reinstateDays: 0,
  noticeDays: 30,
  funder: 'hq',
  suppliers: [],
  guideFunder: 'hq',
};

/** A row of the editor that cannot be sent yet because something of it is still to be typed. */
export interface Unfinished {
  readonly path: string;
}

const isNamedGroup = (group: { readonly name: string; readonly items: readonly string[] }) =>
  group.name.trim() !== '' && group.items.length > 0;

/** The rules without the rows that are still being typed: an empty name would make the whole draft unacceptable. */
export function savableRules(rules: Rules): Rules {
  const { multipliers } = rules;
  return {
    ...rules,
    events: rules.events.filter(({ type }) => type !== ''),
    multipliers: {
      ...multipliers,
      channel: multipliers.channel.filter(({ channel }) => channel !== ''),
      store: multipliers.store.filter(({ store }) => store !== ''),
      item: multipliers.item.filter(isNamedGroup),
    },
    suppliers: rules.suppliers.filter(isNamedGroup),
  };
}

/** Which rows `savableRules` left out. */
export function unfinishedRows(rules: Rules): readonly Unfinished[] {
  const rows = (path: string, isFinished: readonly boolean[]) =>
    isFinished.flatMap((finished, index) => (finished ? [] : [{ path: `${path}.${index}` }]));
  return [
    ...rows(
      'events',
      rules.events.map(({ type }) => type !== ''),
    ),
    ...rows(
      'multipliers.channel',
      rules.multipliers.channel.map(({ channel }) => channel !== ''),
    ),
    ...rows(
      'multipliers.store',
      rules.multipliers.store.map(({ store }) => store !== ''),
    ),
    ...rows('multipliers.item', rules.multipliers.item.map(isNamedGroup)),
    ...rows('suppliers', rules.suppliers.map(isNamedGroup)),
  ];
}
