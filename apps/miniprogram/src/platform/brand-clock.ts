import type { ReplyOf } from '@liuliang/contract/client';

type BrandClock = ReplyOf<'refreshSession'>['clock'];

const MINUTE_MS = 60_000;

/** Phones know no zones (WeChat on Android has no `Intl`), so the server tells every change of the brand's clocks. */
let changes: BrandClock = [];

/** Comes with every new token, so that it is known before anything with a time in it arrives. */
export function learnBrandClock(clock: BrandClock): void {
  changes = clock;
}

/** What the brand's clocks show minus UTC at an instant, in milliseconds; before the first change as from then on. */
export function brandOffsetMs(atMs: number): number {
  let minutes = changes[0]?.[1] ?? 0;
  for (const [fromMs, next] of changes) {
    if (fromMs > atMs) break;
    minutes = next;
  }
  return minutes * MINUTE_MS;
}
