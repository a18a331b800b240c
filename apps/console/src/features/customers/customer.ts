import type { ReplyOf } from '@liuliang/contract/client';

/** All that the 360 page knows of one customer. */
export type Customer = ReplyOf<'customer360'>;
