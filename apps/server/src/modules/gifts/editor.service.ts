import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { fail, ok, type Failed, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { OperatorPrincipal, Refusal, RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { gifts, type GiftRow } from './entities';
import { giftStock } from './queries';

type GiftInput = z.output<(typeof routes)['createGift']['body']>;

/** The catalogue of gifts: drafts, what is on the shelf, what has ended. Every change is in the audit log. */
@Injectable()
export class GiftEditor {
  constructor(
    private readonly db: Database,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  all(brandId: number): Promise<GiftRow[]> {
    return this.db.read((reader) => gifts.select(reader, brandId, {}, { order: 'id DESC' }));
  }

  async create(who: OperatorPrincipal, input: GiftInput): Promise<GiftRow> {
    const nowMs = this.db.nowMs();
    const gift: GiftRow = {
      id: this.db.nextId(),
      brandId: who.brandId,
      ...input,
      leftCount: input.stock,
      heldCount: 0,
      takenCount: 0,
      state: 'draft',
      createdAtMs: nowMs,
      changedAtMs: nowMs,
    };
    await this.db.run('gifts.create', async (tx) => {
      await gifts.insert(tx, [gift]);
      await this.note(tx, who, gift, 'gift.created');
    });
    return gift;
  }

  /** Changes a gift. What is reserved keeps the points and the cash that were agreed on. */
  async change(
    who: OperatorPrincipal,
    giftId: number,
    input: GiftInput,
  ): Promise<Result<GiftRow, RefusalOf<'changeGift'>>> {
    return this.db.run('gifts.change', async (tx) => {
      const gift = await gifts.one(tx, who.brandId, { id: giftId }, { lock: 'update' });
      if (!gift) return fail({ code: 'GIFT_UNKNOWN' });
      if (gift.state === 'ended') return fail({ code: 'GIFT_ENDED' });
      // Whoever reserved it holds points of one kind: another audience would have no such points.
      if (gift.state !== 'draft' && gift.audience !== input.audience)
        return fail({ code: 'GIFT_AUDIENCE_FIXED' });
      const outside = gift.heldCount + gift.takenCount;
      if (!(await giftStock.resize(tx, gift, input.stock)))
        return fail({ code: 'GIFT_STOCK_TOO_SMALL', stockMin: outside });
      const change = { ...input, changedAtMs: this.db.nowMs() };
      await gifts.set(tx, who.brandId, { id: giftId }, change);
      const changed = { ...gift, ...change, leftCount: input.stock - outside };
      await this.note(tx, who, changed, 'gift.changed');
      return ok(changed);
    });
  }

  publish(who: OperatorPrincipal, giftId: number): Promise<Result<GiftRow, RefusalOf<'publishGift'>>> {
    return this.turn(who, giftId, 'live', (gift) =>
      gift.state === 'ended' ? fail({ code: 'GIFT_ENDED' }) : null,
    );
  }

  /** For good. What is reserved can still be collected, or lapses. */
  end(who: OperatorPrincipal, giftId: number): Promise<Result<GiftRow, RefusalOf<'endGift'>>> {
    return this.turn(who, giftId, 'ended', () => null);
  }

  private turn<R extends Refusal>(
    who: OperatorPrincipal,
    giftId: number,
    state: 'live' | 'ended',
    judge: (gift: GiftRow) => Failed<R> | null,
  ): Promise<Result<GiftRow, R | Refusal<'GIFT_UNKNOWN'>>> {
    return this.db.run('gifts.turn', async (tx) => {
      const gift = await gifts.one(tx, who.brandId, { id: giftId }, { lock: 'update' });
      if (!gift) return fail({ code: 'GIFT_UNKNOWN' });
      if (gift.state === state) return ok(gift);
      const refused = judge(gift);
      if (refused) return refused;
      const change = { state, changedAtMs: this.db.nowMs() };
      await gifts.set(tx, who.brandId, { id: giftId }, change);
      await this.note(tx, who, gift, state === 'live' ? 'gift.published' : 'gift.ended');
      return ok({ ...gift, ...change });
    });
  }

  private async note(tx: Tx, who: OperatorPrincipal, gift: GiftRow, action: string): Promise<void> {
    const { points, cashFen, stock, limitEach, audience } = gift;
    await this.audit.record(tx, {
      brandId: who.brandId,
      actor: actorOf(who),
      action,
      subject: this.publicIds.encode('gft', gift.id),
      detail: { points, cashFen, stock, limitEach, audience },
    });
  }
}
