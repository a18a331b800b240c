import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';

export type MyTier = ReplyOf<'myTier'>;
export type Standing = MyTier['standing'];
export type Benefit = Standing['benefits'][number];
export type TierChange = MyTier['changes'][number];

export const myTier = personal<MyTier>({ rememberAs: 'tier', load: () => api.myTier() });
