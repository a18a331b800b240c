import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';

export type MyData = ReplyOf<'myData'>;

/** Kept in memory only: the list of what identifies a person does not belong in a browser's storage. */
export const myData = personal<MyData>({ load: () => api.myData() });
