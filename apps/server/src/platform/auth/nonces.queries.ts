import type { Tx } from '../db/statements';
import { nonces } from '../tables';

/** @returns false when this key used this nonce before */
export const rememberNonce = (tx: Tx, keyId: string, nonce: string, nowMs: number): Promise<boolean> =>
  nonces.insertNew(tx, { keyId, nonce: Buffer.from(nonce), seenAtMs: nowMs });
