/** Service messages answer what the person did (an order, a security notice) and pass the caps, not the consent. */
export type TouchClass = 'marketing' | 'service';

/** How many marketing touches one person gets across all journeys (HANDBOOK 14). */
export interface FrequencyCaps {
  readonly perDay: number;
  readonly perWeek: number;
}

export const DEFAULT_CAPS: FrequencyCaps = { perDay: 2, perWeek: 5 };

/** What is true of the person at this moment; asked again at the moment of sending (INV-25). */
export interface TouchSituation {
  readonly touchClass: TouchClass;
  /** Valid consent to this purpose and channel. */
  readonly hasConsent: boolean;
  readonly hasOptedOut: boolean;
  /** From `quietUntil`; null outside quiet hours. */
  readonly quietUntilMs: number | null;
  /** Marketing touches sent today and in the 7 days ending today, in the person's zone. */
  readonly sentToday: number;
  readonly sentThisWeek: number;
  readonly caps: FrequencyCaps;
}

export type SuppressionReason = 'no-consent' | 'opted-out' | 'cap-day' | 'cap-week';

export type TouchDecision =
  | { readonly action: 'send' }
  | { readonly action: 'suppress'; readonly reason: SuppressionReason }
  | { readonly action: 'defer'; readonly untilMs: number };

/**
 * Whether a touch may go out now. The gates stand in order: consent, opt-out, quiet hours, caps. A touch that meets
 * quiet hours is not judged by its caps yet: it comes back afterwards, when the counts are others.
 */
export function decideTouch(situation: TouchSituation): TouchDecision {
  if (!situation.hasConsent) return suppress('no-consent');
  if (situation.hasOptedOut) return suppress('opted-out');
  if (situation.quietUntilMs !== null) return { action: 'defer', untilMs: situation.quietUntilMs };
  if (situation.touchClass === 'service') return { action: 'send' };
  if (situation.sentToday >= situation.caps.perDay) return suppress('cap-day');
  if (situation.sentThisWeek >= situation.caps.perWeek) return suppress('cap-week');
  return { action: 'send' };
}

function suppress(reason: SuppressionReason): TouchDecision {
  return { action: 'suppress', reason };
}
