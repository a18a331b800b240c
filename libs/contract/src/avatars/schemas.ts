import { z } from 'zod';

/** A picture comes in the answer itself, so that nobody has an address of it who may not see it. */
export const Avatar = z
  .strictObject({
    /** As a data address; null: none. */
    image: z
      .string()
      .regex(/^data:image\/(jpeg|png);base64,/)
      .nullable(),
  })
  .meta({ id: 'Avatar' });
