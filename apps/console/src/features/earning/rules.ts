import type { ReplyOf } from '@liuliang/contract/client';

export type RulesVersion = ReplyOf<'earningVersions'>['items'][number];
export type RulesDetail = ReplyOf<'earningVersion'>;
export type Rules = RulesDetail['content'];
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
  lateFacts: 'clawback',
  funder: 'funders',
  suppliers: 'funders',
  guideFunder: 'funders',
};

/** The section that edits a field of the rules: `multipliers.item.2.items` → `multipliers`. */
export const sectionOf = (path: string): Section => SECTION_OF_FIELD[path.split('.')[0] ?? ''] ?? 'base';
