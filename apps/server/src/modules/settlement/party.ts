import type { PartyKind } from '@liuliang/domain';

/** A store or a guide, by row id. */
export interface PartyRef {
  readonly kind: PartyKind;
  readonly id: number;
}

/** As people know it: `code` is the code of a store, the public id of a guide. */
export interface Party extends PartyRef {
  readonly code: string;
  readonly name: string;
}

export const slotOfParty = ({ kind, id }: PartyRef): string => `${kind}:${id}`;
