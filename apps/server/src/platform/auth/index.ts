export { hashPassword, needsRehash, verifyPassword } from './passwords';
export { newTotpSecret, totpUri, verifyTotp, type TotpAttempt, type TotpRefusal } from './totp';
export {
  AccessTokens,
  hashRefreshToken,
  newRefreshToken,
  type AccessClaims,
  type AccessTokenOptions,
  type PrincipalKind,
  type TokenRefusal,
} from './tokens';
export {
  canonicalRequest,
  signRequest,
  SIGNATURE_WINDOW_MS,
  verifySignature,
  type ReceivedRequest,
  type SignatureRefusal,
  type SignedParts,
  type VerifiedSignature,
} from './signatures';
export { BlindIndex, FieldCipher, FieldCipherError, type FieldFault, type FieldPlace } from './fields';
