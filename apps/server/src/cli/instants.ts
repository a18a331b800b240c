import { NEVER_MS, formatInstant, parseInstant } from '@liuliang/domain';
import type { Brand } from '../modules/brands';
import { CommandError, type CommandContext } from './command';

/** An instant given as `--name 2026-03-01T10:15:00+08:00`, or the start of a day of the brand; null without it. */
export function instantOption({ options }: CommandContext, brand: Brand, name: string): number | null {
  const text = options[name];
  if (text === undefined) return null;
  const instantMs = typeof text === 'string' ? parseInstant(text, brand.timeZone) : null;
  if (instantMs !== null && instantMs > 0) return instantMs;
  throw new CommandError(
    'INSTANT_INVALID',
    `--${name} needs a day of the brand, or an instant with its offset such as 2026-03-01T10:15:00+08:00`,
  );
}

/** An instant by the clocks of the brand, as files say it; null for never. */
export const instantAnswer = (atMs: number | null, brand: Brand): string | null =>
  atMs === null || atMs >= NEVER_MS ? null : formatInstant(atMs, brand.timeZone);
