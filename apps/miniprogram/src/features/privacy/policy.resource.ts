import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';

export type PolicyInForce = ReplyOf<'privacyPolicy'>;

/** What the brand says about personal data; kept on the phone, to be read without a network too. */
export const policy = personal<PolicyInForce>({ rememberAs: 'privacy', load: () => api.privacyPolicy() });
