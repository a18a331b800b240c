/** What a code is by its digits: a member code has eight, a pickup code ten. Null for anything else. */
export function codeKind(code: string): 'member' | 'pickup' | null {
  if (/^\d{8}$/.test(code)) return 'member';
  return /^\d{10}$/.test(code) ? 'pickup' : null;
}
