import type { PartyRef } from '@liuliang/domain';

/** A party as people know it: `code` is the code of a store, the public id of a guide. */
export interface Party extends PartyRef {
  readonly code: string;
  readonly name: string;
}
