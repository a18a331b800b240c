/** Takes a value out of the address, so that a reload does not follow it again. */
export function takeFromAddress(name: string): string | null {
  const address = new URL(window.location.href);
  const value = address.searchParams.get(name);
  if (value === null) return null;
  address.searchParams.delete(name);
  window.history.replaceState(window.history.state, '', address);
  return value;
}
