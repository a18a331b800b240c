import type { ReplyOf } from '@liuliang/contract/client';

export type Statement = ReplyOf<'settlementStatement'>;
export type Line = ReplyOf<'settlementLines'>['items'][number];
export type Party = Statement['party'];

/** The address of a statement below /settlement. */
export const statementAddress = ({ period, party }: Pick<Statement, 'period' | 'party'>): string =>
  `/settlement/statements/${period}/${party.kind}/${encodeURIComponent(party.id)}`;

export const partyText = (party: Party): string => party.name || party.id;
