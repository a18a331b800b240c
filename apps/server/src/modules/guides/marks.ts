import { mark } from '../../platform/effects';

/** A guide, by row id, whose role has ended; the row is locked. */
export const guideLeft = mark<number>('guides.left');
