import type { Messages } from '../../messages.zh';
import { date, lastDate, moment, money, monthDay, monthOf, points } from '../../ui/format.shared';
import type { IconName } from '../../ui/icon';
import { channelName, placeName } from '../../common/points/reasons.shared';
import type { CustomerCard, GuideHome, TimelineItem } from './guide.resource';

/** The layer in words; a brand with a model of its own may have layers this table does not know. */
export const layerName = (layer: string, words: Messages): string => words.customer.layers[layer] ?? layer;

/** The style of a layer's tag: the five of the default model have a colour each. */
export const layerStyle = (layer: string): string => (/^R[1-5]$/.test(layer) ? layer.toLowerCase() : 'none');

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly hint: string | null;
}

/**
 * The three facts that matter at the counter: how much this person buys, when we last met, and what they can spend.
 * Somebody who never bought is met by their last visit instead of a last order.
 */
export function threeFacts(card: CustomerCard, nowMs: number, words: Messages): readonly Fact[] {
  const t = words.customer;
  const hasBought = card.orders > 0;
  const metAtMs = hasBought ? card.lastOrderAtMs : card.lastSeenAtMs;
  return [
    {
      label: t.spent,
      value: hasBought ? money(card.spentFen) : words.common.unknown,
      hint: hasBought ? t.bought(card.orders) : t.boughtNever,
    },
    {
      label: hasBought ? t.lastOrder : t.lastSeen,
      value: metAtMs === null ? t.never : moment(metAtMs, nowMs, words),
      hint: card.homeStore === null ? null : t.homeStore(card.homeStore),
    },
    {
      label: t.pointsAvailable,
      value: points(card.pointsAvailable),
      hint: card.pointsDebt > 0 ? t.owes(points(card.pointsDebt)) : null,
    },
  ];
}

/** A customer as every list of a guide has them. */
type ListedCustomer = GuideHome['recent'][number]['customer'];

/** Why to speak with somebody now, in a few words each. */
export function reasonsToMeet(
  { giftsWaiting, birthday, pointsExpiring }: ListedCustomer,
  nowMs: number,
  words: Messages,
): readonly string[] {
  const t = words.customers;
  return [
    ...(giftsWaiting.length === 0 ? [] : [t.gift]),
    ...(birthday !== null && isNear(birthday.on, nowMs) ? [t.birthdayOn(monthDay(birthday.on, words))] : []),
    ...(pointsExpiring === null
      ? []
      : [t.expiringTag(points(pointsExpiring.points), lastDate(pointsExpiring.atMs, nowMs, words))]),
  ];
}

/** Whether a day of the year is in the brand's month. */
const isNear = (on: string, nowMs: number): boolean => on.startsWith(monthOf(nowMs));

export interface WorthLine {
  readonly icon: IconName;
  readonly title: string;
  readonly hint: string;
}

/** What waits, what is celebrated, what expires, and what was bought last. */
export function worthKnowing(card: CustomerCard, nowMs: number, words: Messages): readonly WorthLine[] {
  const t = words.customers;
  const { giftsWaiting, birthday, pointsExpiring, lastPurchase } = card;
  const lines: WorthLine[] = [];
  const [first] = giftsWaiting;
  if (first !== undefined)
    lines.push({
      icon: 'gift',
      title: t.giftWaiting(giftsWaiting.map(({ name }) => name).join(words.common.listComma)),
      hint: t.giftUntil(lastDate(first.untilMs, nowMs, words)),
    });
  if (birthday !== null)
    lines.push({
      icon: 'cake',
      title: t.birthdayOn(monthDay(birthday.on, words)),
      hint: birthday.isLunar ? t.birthdayLunar : t.birthdayHint,
    });
  if (pointsExpiring !== null)
    lines.push({
      icon: 'clock',
      title: t.points(points(pointsExpiring.points)),
      hint: t.pointsUntil(lastDate(pointsExpiring.atMs, nowMs, words)),
    });
  if (lastPurchase !== null) lines.push(purchaseLine(lastPurchase, nowMs, words));
  return lines;
}

function purchaseLine(
  purchase: NonNullable<CustomerCard['lastPurchase']>,
  nowMs: number,
  words: Messages,
): WorthLine {
  const t = words.customers;
  const { paidAtMs, amountFen, refundedFen } = purchase;
  const parts = [
    date(paidAtMs, nowMs, words),
    placeName(purchase, words),
    boughtWhat(purchase, words),
    refundedFen === 0 ? null : t.refunded(money(refundedFen)),
  ];
  return {
    icon: 'bag',
    title: t.bought(money(amountFen)),
    hint: parts.filter((part) => part !== null).join(' · '),
  };
}

/** What was bought: by the name of the first piece, by the count alone, or not at all. */
function boughtWhat(
  { item, pieces }: Pick<NonNullable<CustomerCard['lastPurchase']>, 'item' | 'pieces'>,
  words: Messages,
): string | null {
  const t = words.customers;
  if (item === null) return pieces === 0 ? null : t.pieces(`${pieces}`);
  return pieces > 1 ? t.itemOf(item, `${pieces}`) : item;
}

/** What happened, in words; types newer than this build fall back to their kind. */
export const timelineTitle = (item: TimelineItem, words: Messages): string =>
  words.customer.types[item.type] ?? kindName(item.kind, words) ?? item.type;

const kindName = (kind: string, words: Messages): string | undefined =>
  (words.customer.kinds as Readonly<Record<string, string>>)[kind];

/** Where (the store says more than the channel) and about which order; what an event was about is a number of ours. */
export function timelinePlace(item: TimelineItem, words: Messages): string {
  const channel = item.channel === null ? null : channelName(item.channel, words);
  const isOrder = item.kind === 'order' || item.kind === 'refund';
  return [item.store ?? channel, isOrder ? item.reference : null].filter((part) => part !== null).join(' · ');
}

/** A step and how many like it follow it at once: opening the app five times is one line. */
export interface TimelineLine {
  readonly item: TimelineItem;
  readonly times: number;
}

/** Newest first; what happened again and again, with nothing else between, is told once with how often. */
export function timelineLines(items: readonly TimelineItem[]): readonly TimelineLine[] {
  const lines: TimelineLine[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    const isAgain = item.kind === 'event' && last?.item.kind === 'event' && last.item.type === item.type;
    if (isAgain) lines[lines.length - 1] = { ...last, times: last.times + 1 };
    else lines.push({ item, times: 1 });
  }
  return lines;
}
