/** What the subject of an action is, by how its area writes it. */
export type Subject =
  | { readonly kind: 'none' }
  /** A public id: its screen is known by its prefix. */
  | { readonly kind: 'thing'; readonly id: string }
  | {
      readonly kind: 'statement';
      readonly period: string;
      readonly party: StatementParty;
      readonly to: string;
    }
  /** Settings and books, of which a brand has one. */
  | { readonly kind: 'named'; readonly name: keyof typeof BOOKS; readonly to: string }
  /** A version of rules; only one that was published has a screen. */
  | { readonly kind: 'version'; readonly version: number; readonly to: string | null }
  /** A code of ours, of a thing that is shown in a list. */
  | { readonly kind: 'code'; readonly code: string; readonly to: string | null }
  /** Written by row id before subjects were public ids. */
  | { readonly kind: 'pass' | 'customer' };

export interface StatementParty {
  readonly kind: 'store' | 'guide';
  readonly id: string;
}

const BOOKS = {
  publishing: '/points/rules',
  'settlement.rates': '/settlement/statements',
  spending: '/points/gifts',
  adjustments: '/points/adjustments',
  ledger: '/points/audits',
} as const;

const VERSIONS: Readonly<Record<string, string>> = { earning: '/points/rules', tiers: '/points/tiers' };
const LISTS: Readonly<Record<string, string>> = { connector: '/access', exchange: '/points/gifts' };

const ROW = /^(tier pass|customer) \d+$/;

/** Reads the subject of an action. */
export function subjectOf(action: string, subject: string): Subject {
  if (subject === '') return { kind: 'none' };
  if (/^[a-z]{3}_[0-9A-Za-z]{1,24}$/.test(subject)) return { kind: 'thing', id: subject };
  const [, period, partyKind, partyId] = /^(\d{4}-\d\d)\/(store|guide)\/(.+)$/.exec(subject) ?? [];
  if (period && partyKind && partyId) {
    const party: StatementParty = { kind: partyKind === 'store' ? 'store' : 'guide', id: partyId };
    const to = `/settlement/statements/${period}/${partyKind}/${encodeURIComponent(partyId)}`;
    return { kind: 'statement', period, party, to };
  }
  if (Object.hasOwn(BOOKS, subject)) {
    const name = subject as keyof typeof BOOKS;
    return { kind: 'named', name, to: BOOKS[name] };
  }
  const row = ROW.exec(subject)?.[1];
  if (row) return { kind: row === 'customer' ? 'customer' : 'pass' };
  const [area = '', act] = action.split('.');
  const version = Number(/^v(\d+)$/.exec(subject)?.[1]);
  const book = VERSIONS[area];
  if (version && book)
    return { kind: 'version', version, to: act === 'published' ? `${book}/v/${version}` : null };
  return { kind: 'code', code: subject, to: LISTS[area] ?? null };
}
