import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';

export type MyGuide = NonNullable<ReplyOf<'myGuide'>['guide']>;

/** Who looks after the member; shown on their own page and on one of its own. */
export const myGuide = personal<ReplyOf<'myGuide'>>({ rememberAs: 'my-guide', load: () => api.myGuide() });
