import { Injectable } from '@nestjs/common';
import {
  groupedBy,
  type Asset,
  type AuditedLine,
  type AuditedOrder,
  type OrderPosting,
} from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';

interface PostingRow {
  transactionId: number;
  orderId: number;
  postingKey: Buffer;
  kind: string;
  explanation: string;
  asset: Asset | null;
  amount: number | null;
}

/** Faults told of one kind; more say nothing new. */
const FAULTS_MAX = 20;

const inBrand = (brandId: number | null, column: string): string =>
  brandId === null ? '' : ` AND ${column} = ${brandId}`;

/** What the audit reads of orders and of the rules that they were judged by. A page is read at one instant. */
@Injectable()
export class OrderAuditQueries {
  async orders(
    reader: Reader,
    brandId: number | null,
    after: number,
    limit: number,
  ): Promise<AuditedOrder[]> {
    const rows = await reader.query<
      Omit<AuditedOrder, 'channel' | 'store'> & { channel: Buffer | null; store: Buffer | null }
    >(
      `SELECT o.id, o.brand_id AS brandId, o.amount_fen AS amountFen, o.refunded_fen AS refundedFen,
         o.paid_at_ms AS paidAtMs, c.code AS channel, s.code AS store,
         (SELECT CAST(COALESCE(SUM(r.amount_fen), 0) AS SIGNED) FROM refund r
          WHERE r.order_id = o.id AND r.state = 'applied') AS appliedFen
       FROM (SELECT id, brand_id, amount_fen, refunded_fen, paid_at_ms, channel, store_id FROM sale_order
             WHERE id > ?${inBrand(brandId, 'brand_id')} ORDER BY id LIMIT ?) o
       LEFT JOIN channel c ON c.brand_id = o.brand_id AND c.number = o.channel
       LEFT JOIN store s ON s.id = o.store_id ORDER BY o.id`,
      [after, limit],
    );
    return rows.map((row) => ({
      ...row,
      channel: row.channel?.toString() ?? '',
      store: row.store?.toString() ?? '',
    }));
  }

  async lines(reader: Reader, orderIds: readonly number[]): Promise<AuditedLine[]> {
    const rows = await queryIn<Omit<AuditedLine, 'item'> & { item: Buffer }>(
      reader,
      orderIds,
      (list) =>
        `SELECT l.order_id AS orderId, l.line, l.item, l.amount_fen AS amountFen, l.refunded_fen AS refundedFen,
           (SELECT CAST(COALESCE(SUM(rl.amount_fen), 0) AS SIGNED) FROM refund r JOIN refund_line rl ON rl.refund_id = r.id
            WHERE r.order_id = l.order_id AND r.state = 'applied' AND rl.line = l.line) AS appliedFen
         FROM sale_order_line l WHERE l.order_id IN (${list}) ORDER BY l.order_id, l.line`,
    );
    return rows.map((row) => ({ ...row, item: row.item.toString() }));
  }

  /** Issuance says a posting whole: a clawback returns all that is due there, whatever policy left with the owner. */
  async postings(reader: Reader, orderIds: readonly number[]): Promise<OrderPosting[]> {
    const rows = await queryIn<PostingRow>(
      reader,
      orderIds,
      (list) =>
        'SELECT t.id AS transactionId, t.reference_id AS orderId, t.posting_key AS postingKey, t.kind, t.explanation,' +
        ' a.asset, e.amount FROM sale_order o' +
        " JOIN ledger_transaction t ON t.brand_id = o.brand_id AND t.reference_kind = 'order' AND t.reference_id = o.id" +
        ' LEFT JOIN ledger_entry e ON e.transaction_id = t.id' +
        " LEFT JOIN ledger_account a ON a.id = e.account_id AND a.bucket = 'issuance'" +
        ` WHERE o.id IN (${list}) AND t.kind IN ('earn', 'clawback', 'settle') ORDER BY t.id`,
    );
    return [...groupedBy(rows, (row) => row.transactionId).values()].map((own) => {
      const [{ orderId, postingKey, kind, explanation }] = own as [PostingRow];
      const sign = kind === 'clawback' ? 1 : -1;
      const moved = (asset: Asset): number =>
        own.reduce((sum, row) => (row.asset === asset ? sum + sign * (row.amount ?? 0) : sum), 0);
      const earned = { points: moved('points'), growth: moved('growth'), guidePoints: moved('guide_points') };
      return { orderId, key: postingKey.toString('latin1'), kind, explanation, ...earned };
    });
  }

  /** Transactions for an order that is not there. */
  async orphans(reader: Reader, brandId: number | null): Promise<{ id: number }[]> {
    return reader.query(
      'SELECT t.id FROM ledger_transaction t LEFT JOIN sale_order o ON o.id = t.reference_id AND o.brand_id = t.brand_id' +
        ` WHERE t.reference_kind = 'order'${inBrand(brandId, 't.brand_id')} AND o.id IS NULL LIMIT ${FAULTS_MAX}`,
    );
  }
}
