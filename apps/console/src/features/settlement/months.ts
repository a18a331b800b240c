import { instantOfWall } from '../../ui/zone';

const MONTH = /^2\d{3}-(0[1-9]|1[0-2])$/;

/** A month out of an address, or another one when it is none. */
export const monthOr = (text: string | null, otherwise: string): string =>
  text !== null && MONTH.test(text) ? text : otherwise;

/** The first instant after a month, by the clocks of a zone: from then on it can be closed. */
export const monthEndMs = (month: string, timeZone: string): number =>
  instantOfWall(`${monthsBefore(month, -1)}-01T00:00`, timeZone);

/** `2026-01`, 2 → `2025-11`. */
export function monthsBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const all = year * 12 + number - 1 - count;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
}
