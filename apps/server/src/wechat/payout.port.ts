/** An order to send money to one person. The number is ours and is made, and committed, before it is sent. */
export interface TransferOrder {
  /** Letters and digits, at most 32; the same number is the same transfer for ever. */
  readonly billNo: string;
  /** The person in our mini-program. */
  readonly openid: string;
  readonly amountFen: number;
  /** What the person reads beside it, at most 32 characters. */
  readonly remark: string;
}

/** How a transfer stands, in the words that matter to us. */
export interface Transfer {
  /** `working`: WeChat is at it; `waiting`: the person has to collect it; the others are final but `cancelling`. */
  readonly state: 'working' | 'waiting' | 'cancelling' | 'paid' | 'failed' | 'cancelled';
  /** WeChat's own number. */
  readonly transferNo: string;
  /** What the phone hands over to collect it, while it waits. */
  readonly claimPackage: string | null;
  /** WeChat's word for what went wrong. */
  readonly failReason: string | null;
}

/**
 * What is known after a call. Only a verified answer is knowledge: after `unknown` the money may be under way, so the
 * caller asks again with the same number and never sends under another one (contract C13).
 */
export type TransferAnswer =
  | { readonly kind: 'known'; readonly transfer: Transfer }
  /** WeChat has no transfer of this number. */
  | { readonly kind: 'missing' }
  /** WeChat refused, and says why; a query tells whether an earlier call went through. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unknown' };

/** Where guide points become money. Never throws for what the network or WeChat does. */
export interface PayoutPort {
  /** False when no merchant account is set up. */
  readonly isReady: boolean;
  /** Repeating it with the same content is harmless. */
  create(order: TransferOrder): Promise<TransferAnswer>;
  query(billNo: string): Promise<TransferAnswer>;
  /** Asks WeChat to call it off; the answer, or a later query, says whether it did. */
  cancel(billNo: string): Promise<TransferAnswer>;
  /** What `wx.requestMerchantTransfer` is called with. */
  claim(claimPackage: string): { readonly mchId: string; readonly appId: string; readonly package: string };
}

/** In place of a merchant account that nobody has set up. */
export const noPayouts: PayoutPort = {
  isReady: false,
  create: () => Promise.resolve({ kind: 'unknown' }),
  query: () => Promise.resolve({ kind: 'unknown' }),
  cancel: () => Promise.resolve({ kind: 'unknown' }),
  claim: () => {
    throw new Error('Nothing can be collected without a merchant account');
  },
};
