import { takeFromAddress } from './address.h5';

/** What the address says of how somebody came: before its mark, as in a printed link, or behind it, as in a shared one. */
export function entryQuery(): Readonly<Record<string, unknown>> {
  const [, behind = ''] = window.location.hash.split('?');
  const scene = takeFromAddress('scene') ?? new URLSearchParams(behind).get('scene');
  return scene === null ? {} : { scene };
}
