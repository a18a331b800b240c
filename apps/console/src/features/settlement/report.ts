import type { ReplyOf } from '@liuliang/contract/client';

/** The liability of a range of months. */
export type Report = ReplyOf<'liability'>;
