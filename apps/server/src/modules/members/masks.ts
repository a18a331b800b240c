/** `+8613912345678` → `139****5678`: enough to recognise one's own number, too little to call it. */
export function maskMobile(e164: string): string {
  const digits = e164.replace(/^\+86/, '').replace(/^\+/, '');
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** Any other identifier: its last four characters, when it is long enough to still hide something. */
export function maskIdentity(kind: string, value: string): string {
  if (kind === 'mobile') return maskMobile(value);
  return value.length >= 12 ? `…${value.slice(-4)}` : '…';
}
