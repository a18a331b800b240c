import { z } from 'zod';

export const Points = z.int().min(-1e12).max(1e12).meta({ id: 'Points', description: 'Whole points.' });

export const Fen = z.int().min(0).max(1e12).meta({ id: 'Fen', description: 'Money in fen (分), whole.' });

export const InstantMs = z
  .int()
  .min(0)
  .max(253402300799999)
  .meta({ id: 'InstantMs', description: 'UTC milliseconds.' });

export const DayText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ id: 'Day', description: 'A calendar day of the brand, YYYY-MM-DD.' });

export const PublicId = z
  .string()
  .regex(/^[a-z]{3}_[0-9A-Za-z]{1,24}$/)
  .meta({ id: 'PublicId', description: 'Opaque prefixed id.' });

/** The row id of a table, in events between the areas of the server; the outside holds public ids. */
export const RowId = z.int().positive();
/** As many as one event names at most: what a transaction brought comes in pieces of this many. */
export const EVENT_IDS_MAX = 200;
export const RowIds = z.array(RowId).min(1).max(EVENT_IDS_MAX);
export const Cursor = z.string().min(1).max(200);

export const PageQuery = z.strictObject({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const ListSort = z
  .enum(['newest', 'oldest'])
  .meta({ id: 'ListSort', description: 'The end of a list by time that comes first; newest by default.' });

/** Among the filters of a list by time that may be read from either end. */
export const eitherEnd = { sort: ListSort.optional() };

export const LayerCode = z
  .string()
  .min(1)
  .max(16)
  .meta({ id: 'LayerCode', description: '`none`, or a code of the layer model: R1 … R5.' });

export const Channel = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,31}$/)
  .meta({ id: 'Channel' });

/** One step of the member journey, as the 360 page, the guide and the member see it. */
export const TimelineItem = z
  .strictObject({
    id: PublicId,
    /** What it is a step of: event, order, refund, points, touch, or the kind of an area that is newer than its reader. */
    kind: z.string(),
    /** Event type, or `order.paid`, `order.refunded`, a posting kind, a touch template. */
    type: z.string(),
    occurredAtMs: InstantMs,
    channel: z.string().nullable(),
    store: z.string().nullable(),
    /** The other side's own number: order id, item; never a person's identity. */
    reference: z.string().nullable(),
    amountFen: Fen.nullable(),
    points: Points.nullable(),
  })
  .meta({ id: 'TimelineItem' });

/** A page of a journey: of some kinds only where they are named, with commas between. */
export const TimelineQuery = PageQuery.extend({
  kinds: z
    .string()
    .regex(/^[a-z]{1,32}(,[a-z]{1,32}){0,9}$/)
    .optional(),
});

/** A field of what was sent, and what is wrong with it; never its value, which may be personal. */
export const InputFault = z.strictObject({ field: z.string(), fault: z.string() });

export const page = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

/** The caller's own name for something it asks for; the same key again with the same content gets the same answer. */
export const RequestKey = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,40}$/)
  .meta({ id: 'RequestKey' });

/** Points that can be asked for: at least one. */
export const PointsAsked = z.int().min(1).max(1e12);

export const StoreCode = z.string().min(1).max(32);
