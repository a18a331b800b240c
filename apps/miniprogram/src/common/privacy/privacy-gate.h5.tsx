/** A browser holds nothing back. */
export function PrivacyGate() {
  return null;
}
