import type { SandboxClock } from './options';

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
// Quota days turn at midnight in Beijing.
const BEIJING_OFFSET_MS = 8 * 60 * MINUTE_MS;

/** Counts calls per key in fixed windows, the way the platform words its quotas ("per minute", "per day"). */
export class RateMeter {
  private readonly counts = new Map<string, { window: number; calls: number }>();

  constructor(private readonly clock: SandboxClock) {}

  /** Counts one call; false when it goes past the limit of the current window. */
  allows(key: string, limit: number, windowMs: number): boolean {
    const window = Math.floor((this.clock.nowMs() + BEIJING_OFFSET_MS) / windowMs);
    const last = this.counts.get(key);
    const calls = last?.window === window ? last.calls + 1 : 1;
    this.counts.set(key, { window, calls });
    return calls <= limit;
  }
}
