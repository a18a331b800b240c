import { generateKeyPairSync } from 'node:crypto';

/** What a merchant is handed when it opens its account with WeChat Pay; all of it made up here. */
export interface SandboxMerchant {
  mchid: string;
  /** Serial of the merchant's own API certificate, 40 hex digits. */
  serial: string;
  /** PEM of the merchant's private key, which signs requests. */
  privateKey: string;
  /** `PUB_KEY_ID_…`: names WeChat Pay's public key, which verifies answers. */
  platformKeyId: string;
  platformPublicKey: string;
}

export interface PayKeys {
  merchant: SandboxMerchant;
  merchantPublicKey: string;
  platformPrivateKey: string;
}

const MCHID = '1900000001';

// Kept by the process and not by this module, which a test runner loads anew for every file.
const kept = globalThis as { sandboxPayKeys?: PayKeys };

/** Made once per process, when first asked for: two RSA keys take longer than most tests. */
export function payKeys(): PayKeys {
  return (kept.sandboxPayKeys ??= makeKeys());
}

function makeKeys(): PayKeys {
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  const [merchant, platform] = [pair(), pair()];
  return {
    merchant: {
      mchid: MCHID,
      serial: '5A'.repeat(20),
      privateKey: merchant.privateKey,
      platformKeyId: `PUB_KEY_ID_0${MCHID}2026110100000000000`,
      platformPublicKey: platform.publicKey,
    },
    merchantPublicKey: merchant.publicKey,
    platformPrivateKey: platform.privateKey,
  };
}
