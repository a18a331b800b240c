import type { Messages } from '../../messages.zh';
import { moment, money, points } from '../../ui/format.shared';
import { channelName } from '../../common/points/reasons.shared';
import type { CustomerCard, TimelineItem } from './guide.resource';

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
