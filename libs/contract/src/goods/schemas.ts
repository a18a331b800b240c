import { z } from 'zod';
import { Rate } from '../insights/schemas';
import { DayText, Fen, InstantMs, LayerCode, PublicId } from '../shared/schemas';

export const itemStates = ['active', 'retired'] as const;
export const goodsBy = ['item', 'category'] as const;
export type GoodsBy = (typeof goodsBy)[number];

/** Levels of a category path, as deep as the domain reads them. */
const Depth = z.coerce.number().int().min(1).max(8);
/** An item's code or a category's path, as its sender writes it. */
const Key = z.string().min(1).max(255);

export const Item = z
  .strictObject({
    itemId: PublicId,
    /** As tills write it. */
    code: z.string(),
    name: z.string(),
    /** The path, its levels parted by `/`; empty: none. */
    category: z.string(),
    itemBrand: z.string(),
    season: z.string(),
    priceFen: Fen.nullable(),
    costFen: Fen.nullable(),
    launchedOn: DayText.nullable(),
    state: z.enum(itemStates),
    changedAtMs: InstantMs,
  })
  .meta({ id: 'Item', description: 'An article of the catalogue.' });

export const goodsPeriod = {
  by: z.enum(goodsBy),
  /** Of categories: at which level they are counted; absent: at the deepest. */
  depth: Depth.optional(),
  /** Days on which orders were paid, both included; absent: from the first, to the last. */
  from: DayText.optional(),
  to: DayText.optional(),
};

export const GoodsRow = z.strictObject({
  key: Key,
  /** Persons, however many cards they had. */
  buyers: z.int(),
  /** Of all who bought anything in these days. */
  penetration: Rate,
  orders: z.int(),
  /** Of the lines, after discounts and before refunds. */
  amountFen: Fen,
});

/** Who bought what in some days. An order without lines counts for its buyer, and for no item. */
export const GoodsFigures = z
  .strictObject({ buyers: z.int(), orders: z.int(), amountFen: Fen, rows: z.array(GoodsRow) })
  .meta({ id: 'GoodsFigures' });

export const ItemPage = Item.extend({
  /** Of the item in the days asked for. */
  figures: GoodsRow,
  /** Pieces sold. */
  pieces: z.int(),
  /** What is left of the amount after the cost of the pieces; null where the cost is not known. */
  marginFen: z.int().nullable(),
  /** Its buyers by the layer they are in today. */
  layers: z.array(z.strictObject({ layer: LayerCode, buyers: z.int() })),
  /** What its buyers bought besides, the most common first. */
  boughtWith: z.array(z.strictObject({ code: z.string(), name: z.string().nullable(), buyers: z.int() })),
}).meta({ id: 'ItemPage' });

/** Lines of an order that are not its lines: they wait for it, or do not add up to its amount. */
export const OpenLines = z
  .strictObject({
    /** The seller's number. */
    orderNumber: z.string(),
    state: z.enum(['waiting', 'differs']),
    lines: z.int(),
    linesFen: Fen,
    /** Null while the order is not here. */
    orderId: PublicId.nullable(),
    orderFen: Fen.nullable(),
    sinceMs: InstantMs,
  })
  .meta({ id: 'OpenLines' });

/** A code that orders name and the catalogue does not have. */
export const UnlistedItem = z
  .strictObject({ code: z.string(), lines: z.int(), amountFen: Fen })
  .meta({ id: 'UnlistedItem' });
