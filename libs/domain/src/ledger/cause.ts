import type { HoldPurpose, REFERENCE_KINDS } from './posting';

type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** What people know a posting by. `spend`: points in an order at a till or a shop; `statement`: one that was paid. */
export type CauseKind =
  Exclude<ReferenceKind, 'manual' | 'hold'> | 'spend' | 'transfer' | 'statement' | 'adjustment' | 'opening';

/** What the ledger wrote down of a posting, and of the hold that it placed or settled. */
export interface CauseFacts {
  readonly postingKey: string;
  readonly referenceKind: string;
  readonly referenceId: number;
  readonly hold: { readonly purpose: HoldPurpose; readonly key: string } | null;
}

export interface Cause {
  readonly kind: CauseKind;
  /** Row id of what the kind names; 0 where there is none. */
  readonly id: number;
  /** The number by which a till knows what points were held for; null elsewhere. */
  readonly key: string | null;
}

/** A statement that was paid, whose points were held for it or taken at once, is posted as a payout that names it. */
const STATEMENT_KEYS = ['settle:', 'settle-off:'];

/**
 * What a posting was about, by what it is: a hold by its purpose, what people post by the kind of the posting. Nothing
 * is ever only "manual", which says no more than that nobody wrote a reason down.
 */
export function causeOf({ postingKey, referenceKind, referenceId, hold }: CauseFacts): Cause {
  const [prefix = '', rest = ''] = splitKey(postingKey);
  if (hold && (referenceKind === 'hold' || referenceKind === 'manual')) return causeOfHold(hold);
  if (referenceKind === 'manual')
    return { kind: prefix === 'opening' ? 'opening' : 'adjustment', id: rowId(rest), key: null };
  // A correction of what an order earned begins with the same word.
  if (referenceKind === 'payout' && STATEMENT_KEYS.some((start) => postingKey.startsWith(start)))
    return { kind: 'statement', id: referenceId, key: null };
  // A hold that nobody finds any more; the audit names it.
  if (referenceKind === 'hold') return { kind: 'spend', id: 0, key: null };
  return { kind: referenceKind as CauseKind, id: referenceId, key: null };
}

function causeOfHold({ purpose, key }: { readonly purpose: HoldPurpose; readonly key: string }): Cause {
  const [, rest] = splitKey(key);
  if (STATEMENT_KEYS.some((start) => key.startsWith(start)))
    return { kind: 'statement', id: rowId(rest), key: null };
  if (purpose === 'order') return { kind: 'spend', id: 0, key: rest === '' ? null : rest };
  return { kind: purpose, id: rowId(rest), key: null };
}

/** `gift:226` → `gift`, `226`. */
function splitKey(key: string): readonly [string, string] {
  const at = key.indexOf(':');
  return at < 0 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)];
}

const rowId = (text: string): number => (/^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0);
