/** What the server hands out for one transfer to be collected. */
export interface Claim {
  readonly mchId: string;
  readonly appId: string;
  readonly package: string;
}

/** `closed`: the person left without collecting; the server says how the transfer really stands. */
export type ClaimOutcome = 'collected' | 'closed' | 'unavailable';
