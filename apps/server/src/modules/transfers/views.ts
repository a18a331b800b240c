import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { CustomersService, MembershipService } from '../members';
import { ClaimCodes } from './claim-codes';
import type { TransferRow } from './entities';

type Transfer = z.input<(typeof routes)['sendPoints']['reply']>;
type TransferPage = z.input<(typeof routes)['transfer']['reply']>;

/** Transfers as the contract shows them: public ids and names, no row id. */
@Injectable()
export class TransferViews {
  constructor(
    private readonly db: Database,
    private readonly membership: MembershipService,
    private readonly customers: CustomersService,
    private readonly publicIds: PublicIds,
    private readonly codes: ClaimCodes,
  ) {}

  /** As one of the two people sees them. @param isSent whether that person is the one who sent it */
  transfers(
    brandId: number,
    rows: readonly TransferRow[],
    isSent: (row: TransferRow) => boolean,
  ): Promise<Transfer[]> {
    return this.db.read((reader) => this.transfersIn(reader, brandId, rows, isSent));
  }

  async transfersIn(
    reader: Reader,
    brandId: number,
    rows: readonly TransferRow[],
    isSent: (row: TransferRow) => boolean,
  ): Promise<Transfer[]> {
    const otherOf = (row: TransferRow): number => (isSent(row) ? row.toCustomerId : row.fromCustomerId);
    const others = [...new Set(rows.map(otherOf))].filter((id) => id !== 0);
    const profiles = await this.membership.profiles(reader, brandId, others);
    return rows.map((row) => {
      const isSender = isSent(row);
      return {
        transferId: this.publicIds.encode('trf', row.id),
        direction: isSender ? 'sent' : 'received',
        points: row.points,
        message: row.message,
        state: row.state,
        claimCode: isSender && row.state === 'waiting' ? this.codes.shown(row) : null,
        other: profiles.get(otherOf(row))?.nickname ?? null,
        createdAtMs: row.createdAtMs,
        expiresAtMs: row.expiresAtMs,
        settledAtMs: row.settledAtMs || null,
      };
    });
  }

  /** Who gave to whom; names only for who may see them. */
  async transferPage(viewer: OperatorPrincipal, row: TransferRow): Promise<TransferPage> {
    const { brandId } = viewer;
    const both = [row.fromCustomerId, row.toCustomerId].filter((id) => id !== 0);
    const { profiles, named } = await this.db.read(async (reader) => ({
      profiles: await this.membership.profiles(reader, brandId, both),
      named: await this.customers.nameable(reader, viewer, both),
    }));
    const party = (id: number) => ({
      customerId: this.publicIds.encode('cus', id),
      nickname: named.has(id) ? (profiles.get(id)?.nickname ?? null) : null,
    });
    return {
      transferId: this.publicIds.encode('trf', row.id),
      points: row.points,
      state: row.state,
      from: party(row.fromCustomerId),
      to: row.toCustomerId === 0 ? null : party(row.toCustomerId),
      createdAtMs: row.createdAtMs,
      expiresAtMs: row.expiresAtMs,
      settledAtMs: row.settledAtMs || null,
    };
  }
}
