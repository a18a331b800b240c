import { Injectable } from '@nestjs/common';
import { statementLifecycle } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { settlementLines, statements } from './entities';
import type { PartyRef } from './party';

export type StatementRow = RowOf<typeof statements>;
export type LineRow = RowOf<typeof settlementLines>;

export type PeriodCount = Pick<StatementRow, 'period' | 'partyKind' | 'payableFen'> & {
  readonly state: 'closed' | 'paid';
  readonly statements: number;
};

const of = ({ kind, id }: PartyRef) => ({ partyKind: kind, partyId: id });

/** Closed statements and their lines. A line is only ever inserted; a statement changes once more, when it is paid. */
@Injectable()
export class StatementsQueries {
  readonly states = new States(statements, statementLifecycle);

  async find(reader: Reader, brandId: number, period: number, party: PartyRef): Promise<StatementRow | null> {
    return statements.one(reader, brandId, { period, ...of(party) });
  }

  /** The newest statement of a party. @param isLocked for whoever is about to close or pay */
  async last(
    reader: Reader,
    brandId: number,
    party: PartyRef,
    isLocked = false,
  ): Promise<StatementRow | null> {
    const lock = isLocked ? ('update' as const) : undefined;
    return statements.one(reader, brandId, of(party), { order: 'period DESC', limit: 1, lock });
  }

  /** The statement that came before one of the same party. */
  async before(reader: Reader, row: StatementRow): Promise<StatementRow | null> {
    const { brandId, partyKind, partyId, period } = row;
    const and = ['period < ?', period] as const;
    return statements.one(reader, brandId, { partyKind, partyId }, { and, order: 'period DESC', limit: 1 });
  }

  async ofParty(reader: Reader, brandId: number, party: PartyRef, limit: number): Promise<StatementRow[]> {
    return statements.select(reader, brandId, of(party), { order: 'period DESC', limit });
  }

  async byIds(reader: Reader, brandId: number, ids: readonly number[]): Promise<StatementRow[]> {
    return statements.select(reader, brandId, { id: ids });
  }

  /** Statements behind one by id, for the audit. */
  async page(
    reader: Reader,
    brandId: number | null,
    afterId: number,
    limit: number,
  ): Promise<StatementRow[]> {
    const all = statements.acrossBrands('the audit reads every brand, or one');
    const and = ['id > ?', afterId] as const;
    return all.select(reader, brandId === null ? {} : { brandId }, { and, order: 'id', limit });
  }

  async periods(reader: Reader, brandId: number): Promise<PeriodCount[]> {
    return reader.query<PeriodCount>(
      `SELECT period, party_kind AS partyKind, state, COUNT(*) AS statements,
        CAST(SUM(payable_fen) AS SIGNED) AS payableFen FROM settlement_statement
        WHERE brand_id = ? GROUP BY period, party_kind, state ORDER BY period DESC`,
      [brandId],
    );
  }

  /** Takes the place of a statement. @returns false when somebody has it */
  async reserve(tx: Tx, row: StatementRow): Promise<boolean> {
    return statements.insertNew(tx, row);
  }

  /** Fills in a statement that this transaction has reserved; whoever has closed one before finds none to fill. */
  async fill(tx: Tx, row: StatementRow): Promise<void> {
    const { period: _p, partyKind: _k, partyId: _i, madeAtMs: _m, ...filled } = row;
    const moved = await this.states.move(tx, row, 'close', filled);
    if (moved.kind !== 'moved') throw new Error('A statement was to be filled in twice');
  }

  async addLines(tx: Tx, lines: readonly LineRow[]): Promise<void> {
    await settlementLines.insert(tx, lines);
  }

  async lines(
    reader: Reader,
    statementId: number,
    after: { transactionId: number; line: number },
    limit: number,
  ): Promise<LineRow[]> {
    const { transactionId, line } = after;
    const and = [
      'transaction_id > ? OR (transaction_id = ? AND line > ?)',
      transactionId,
      transactionId,
      line,
    ] as const;
    return settlementLines.select(reader, { statementId }, { and, order: 'transaction_id, line', limit });
  }
}
