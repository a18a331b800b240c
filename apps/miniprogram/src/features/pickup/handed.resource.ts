import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';

export type Handed = ReplyOf<'guidePickups'>;
export type HandedGift = Handed['items'][number];

const load = (cursor?: string) => api.guidePickups({ query: { cursor } });

/** What I handed over, to other people: not kept on the device. */
export const handed = personal<Handed>({ load: () => load() });
export const loadMoreHanded = (cursor: string) => load(cursor);
