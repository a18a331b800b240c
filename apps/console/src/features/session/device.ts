const KEY = 'liuliang.console.device';

/**
 * What this browser is called when somebody signs in, by chance and for good: strangers who guess a password elsewhere do
 * not lock out who signed in here before. It stays when a session ends, and is worth nothing without the password.
 */
export function deviceName(storage: Pick<Storage, 'getItem' | 'setItem'>): string {
  const kept = storage.getItem(KEY);
  if (kept) return kept;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const name = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  storage.setItem(KEY, name);
  return name;
}
