import { z } from 'zod';
import { Channel, DayText, LayerCode } from '../shared/schemas';

/** A share or a growth, unrounded; null where there is nothing to divide by. */
export const Rate = z.number().nullable();

export const byLayer = <T extends z.ZodType>(value: T) => z.record(LayerCode, value);

/** Two days and, where only one channel is asked for, the channel. */
export const starPeriod = { from: DayText, to: DayText, channel: Channel.optional() };

/** HANDBOOK section 5; the same shape as `cli star --json`. Money per head is in fen with 2 decimals, rates unrounded. */
export const StarReport = z
  .strictObject({
    S: z.strictObject({
      total: z.strictObject({ from: z.int(), to: z.int(), growth: Rate, new: z.int(), lost: z.int() }),
      byLayer: byLayer(z.strictObject({ from: z.int(), to: z.int(), growth: Rate })),
    }),
    T: z.strictObject({ from: byLayer(Rate), to: byLayer(Rate) }),
    A: z.strictObject({
      flow: z.array(z.array(z.int())),
      forward: byLayer(Rate),
      stay: byLayer(Rate),
      reverse: byLayer(Rate),
    }),
    R: z.strictObject({ total: z.lazy(() => Returning), byLayer: byLayer(z.lazy(() => Returning)) }),
  })
  .meta({ id: 'StarReport' });

export const Returning = z
  .strictObject({
    gmvFen: z.int(),
    netGmvFen: z.int(),
    orders: z.int(),
    buyers: z.int(),
    conversion: Rate,
    spendPerBuyerFen: Rate,
    spendPerOrderFen: Rate,
    repurchaseRate: Rate,
  })
  .meta({ id: 'Returning' });
