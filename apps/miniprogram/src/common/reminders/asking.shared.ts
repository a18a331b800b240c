import type { ReplyOf } from '@liuliang/contract/client';

export type Reminders = ReplyOf<'myReminders'>;
export type Reminder = Reminders['items'][number];
type Purpose = Reminder['purpose'];

/** When somebody is asked, and about what: never about more than belongs to what they have just done. */
export const MOMENTS = {
  gift: ['gift-ready', 'gift-expiring'],
  joined: ['points-arrived', 'tier-changed'],
  pending: ['points-arrived'],
  given: ['transfer-claimed'],
} as const satisfies Readonly<Record<string, readonly Purpose[]>>;
export type Moment = keyof typeof MOMENTS;

/** On which day of the brand each moment was last used to ask. */
export type AskedOn = Readonly<Partial<Record<Moment, number>>>;

/** With so many left there is nothing to ask for. */
const ENOUGH = 3;

/**
 * The templates to ask about at a moment; none where the brand has none, where the person has enough or wants no asking, or
 * where this moment was used today.
 */
export function templatesToAsk(
  { items, isSilent }: Reminders,
  moment: Moment,
  askedOn: AskedOn,
  today: number,
): string[] {
  if (isSilent || askedOn[moment] === today) return [];
  const purposes: readonly Purpose[] = MOMENTS[moment];
  return items
    .filter(({ purpose, left }) => purposes.includes(purpose) && left < ENOUGH)
    .map(({ templateId }) => templateId);
}
