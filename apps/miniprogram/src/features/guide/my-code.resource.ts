import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';

export type MyCode = ReplyOf<'myGuideCode'>;

/** The code is known at once, and stays on the phone: WeChat draws its picture when it can. */
export const myCode = personal<MyCode>({ rememberAs: 'my-code', load: () => api.myGuideCode({ body: {} }) });
export const myPicture = personal<ReplyOf<'myGuideCodePicture'>>({ load: () => api.myGuideCodePicture() });
