import type { LedgerSource } from '@liuliang/contract';
import type { Cause, CauseKind } from '@liuliang/domain';
import type { z } from 'zod';
import type { PublicIds } from '../../platform/ids';

const PUBLIC: Readonly<Partial<Record<CauseKind, Parameters<PublicIds['encode']>[0]>>> = {
  order: 'ord',
  refund: 'rfd',
  event: 'evt',
  posting: 'ptx',
  lot: 'lot',
  member: 'cus',
  gift: 'gor',
  transfer: 'trf',
  payout: 'pay',
  adjustment: 'adj',
};

/** A cause by the names that lead on to it. @param label the number under which people know it; a till's own stands for itself */
export function sourceOf(
  { kind, id, key }: Cause,
  label: string | null,
  publicIds: PublicIds,
): z.input<typeof LedgerSource> {
  const publicKind = PUBLIC[kind];
  return {
    kind,
    id: publicKind === undefined || id === 0 ? null : publicIds.encode(publicKind, id),
    label: label ?? key,
  };
}
