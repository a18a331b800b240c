import type { WireAnswer } from '@liuliang/contract/client';

/** Where the one-time codes come from that prove to the server who this is. */
export interface IdentityProvider {
  /** A fresh login code, or null when nobody has been chosen yet (demo in the browser). */
  loginCode(): Promise<string | null>;
}

/** What the transport answers when there is nobody to sign in; screens then show who can be. */
export const notSignedIn: WireAnswer = { status: 401, body: { code: 'SIGN_IN_REQUIRED', requestId: null } };
