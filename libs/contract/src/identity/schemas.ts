import { z } from 'zod';
import { GuideRole } from '../guides/schemas';
import { InstantMs, PublicId } from '../shared/schemas';

/** Clocks of a brand: from an instant on they show so many minutes more than UTC. Oldest first, some years ahead. */
export const BrandClock = z.array(z.tuple([z.int(), z.int()])).meta({ id: 'BrandClock' });

export const Tokens = z
  .strictObject({
    accessToken: z.string(),
    accessExpiresAtMs: InstantMs,
    refreshToken: z.string(),
    refreshExpiresAtMs: InstantMs,
    /** For apps whose runtime knows no zones: times are shown by these clocks, wherever the phone is. */
    clock: BrandClock,
  })
  .meta({ id: 'Tokens' });

export const CustomerSession = Tokens.extend({
  customerId: PublicId,
  isMember: z.boolean(),
  guide: GuideRole.nullable(),
}).meta({ id: 'CustomerSession' });

export const OperatorProfile = z
  .strictObject({
    operatorId: PublicId,
    displayName: z.string(),
    role: z.string(),
    permissions: z.array(z.string()),
    brand: z.strictObject({ code: z.string(), name: z.string(), timeZone: z.string() }),
    /** The store codes this operator is limited to; null: the whole brand. */
    storeScope: z.array(z.string()).nullable(),
    totpEnabled: z.boolean(),
  })
  .meta({ id: 'OperatorProfile' });

export const OperatorSession = Tokens.extend({ operator: OperatorProfile }).meta({ id: 'OperatorSession' });

/** When the tokens end that a browser keeps; the tokens themselves are nowhere in an answer. */
export const ConsoleSessionEnds = Tokens.pick({ accessExpiresAtMs: true, refreshExpiresAtMs: true }).meta({
  id: 'ConsoleSessionEnds',
});

export const ConsoleSession = ConsoleSessionEnds.extend({ operator: OperatorProfile }).meta({
  id: 'ConsoleSession',
});
