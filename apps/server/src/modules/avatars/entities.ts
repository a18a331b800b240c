import { c, primary } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

/** Sealed, a picture of 32 KB in base64 and the bytes that seal it. */
export const SEALED_BYTES_MAX = 61_440;

/** One picture of a person, sealed like their name; beside the customer, whose row is read far more often. */
export const avatars = table('customer_avatar', {
  customerId: primary(c.ref()),
  brandId: c.ref(),
  sealed: c.bytes(SEALED_BYTES_MAX),
  setAtMs: c.instant(),
});

export type AvatarRow = RowOf<typeof avatars>;
export const avatarTables = [avatars];
