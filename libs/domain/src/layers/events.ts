/** How deep an interaction went (HANDBOOK 3). */
export const DEPTHS = ['touch', 'shallow', 'deep'] as const;
export type Depth = (typeof DEPTHS)[number];

/** Purchases are in the catalogue, so that their types are known, but they count through orders, not as interactions. */
export type EventDepth = Depth | 'purchase';

/** Event type → depth; `none`: known and kept, but moves no layer. The default below is HANDBOOK 3 word for word. */
export type EventCatalogue = Readonly<Record<string, EventDepth | 'none'>>;

export const DEFAULT_CATALOGUE: EventCatalogue = {
  'ad.exposed': 'touch',
  'message.delivered': 'touch',
  'page.landed': 'touch',
  'store.visited': 'touch',

  'mini.opened': 'shallow',
  'content.viewed': 'shallow',
  'product.viewed': 'shallow',
  'message.clicked': 'shallow',
  'account.followed': 'shallow',
  'live.watched': 'shallow',
  'code.scanned': 'shallow',

  'member.joined': 'deep',
  'guide.added': 'deep',
  'group.joined': 'deep',
  'product.favorited': 'deep',
  'cart.added': 'deep',
  'coupon.claimed': 'deep',
  'sample.requested': 'deep',
  'draw.entered': 'deep',
  'checkin.done': 'deep',
  consulted: 'deep',
  shared: 'deep',
  'vote.cast': 'deep',

  'order.paid': 'purchase',
  'order.refunded': 'purchase',
};

/** The depth of an event type: a brand's own changes over the default. null: the type is unknown. */
export function depthOf(type: string, changes: EventCatalogue = {}): EventDepth | 'none' | null {
  // Types come from outside: "constructor" must be unknown, not a function inherited from Object.
  const catalogue = Object.hasOwn(changes, type) ? changes : DEFAULT_CATALOGUE;
  return Object.hasOwn(catalogue, type) ? (catalogue[type] ?? null) : null;
}
