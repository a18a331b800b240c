/**
 * Where to go after signing in. Only paths of this console: an address from outside could otherwise lead a freshly
 * signed-in operator to a look-alike site.
 */
export function returnAddress(wanted: string | null): string {
  return wanted && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/sign-in') ? wanted : '/';
}
