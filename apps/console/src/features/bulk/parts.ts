import { formatPoints } from '../../ui/format';
import type { Act, BulkWords } from './words';

export const isUnderWay = ({ state }: Pick<Act, 'state'>): boolean =>
  state === 'collecting' || state === 'running' || state === 'undoing';

/** What is done to each, in words. */
export const deedText = (w: BulkWords, { deed, guideName }: Act): string =>
  deed.kind === 'bind'
    ? w.kinds.bind(guideName ?? '—')
    : w.kinds.adjust(`${deed.points > 0 ? '+' : ''}${formatPoints(deed.points)}`, w.assets[deed.asset]);

/** Everybody whom it reaches, or has reached. */
export const reached = ({ counts }: Act): number =>
  counts.planned + counts.done + counts.failed + counts.undone + counts.kept;
