import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import type { Person } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { Effects } from '../../platform/effects';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { BindingsService, type BindingView, type BoundGuide } from '../bindings';
import { BrandsService, GuideDirectory, type GuideRow } from '../brands';
import { CustomersService } from '../members';
import { guideLeft } from './marks';

export interface StaffView extends GuideRow {
  /** Whom the guide looks after. */
  readonly customers: number;
}

export interface NamedBinding extends BindingView {
  readonly guideName: string;
  readonly storeName: string | null;
}

/** Who manages the guides of which brand. */
interface Manager {
  readonly brandId: number;
  readonly operatorId: number;
}

type GuideRefusal = { readonly code: 'GUIDE_UNKNOWN' | 'GUIDE_LEFT' };
type CustomerUnknown = { readonly code: 'CUSTOMER_UNKNOWN' };

/** More guides than any brand of ours has. */
const GUIDES_MAX = 5_000;
/** Customers handed over per transaction: some hundred milliseconds of locks. */
const HANDED_OVER_PAGE = 500;

/** What the brand decides about its guides: who works where, who has left, and whose customer somebody is. */
@Injectable()
export class StaffService {
  constructor(
    private readonly db: Database,
    private readonly guides: GuideDirectory,
    private readonly bindings: BindingsService,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
    private readonly effects: Effects,
  ) {}

  async all(brandId: number): Promise<StaffView[]> {
    return this.db.read(async (reader) =>
      this.counted(reader, brandId, await this.guides.all(reader, brandId, GUIDES_MAX)),
    );
  }

  /** Earlier bindings and rewards keep the store of their day. */
  async move(
    by: Manager,
    guideId: number,
    storeCode: string,
  ): Promise<Result<StaffView, GuideRefusal | { readonly code: 'STORE_UNKNOWN' }>> {
    return this.db.run('guides.move', async (tx) => {
      const guide = await this.present(tx, by.brandId, guideId);
      if (!guide.ok) return guide;
      const store = (await this.brands.stores(tx, by.brandId)).get(storeCode);
      if (!store) return fail({ code: 'STORE_UNKNOWN' });
      await this.guides.move(tx, by.brandId, guideId, store.id);
      await this.note(tx, by, 'guides.moved', guideId, { storeId: store.id });
      return ok(await this.view(tx, by.brandId, guideId));
    });
  }

  /**
   * Ends a guide's role at once, then hands the customers over, page by page: who buys in between is nobody's customer
   * for that moment. Repeating it after a crash goes on where it stopped.
   */
  async leave(
    by: Manager,
    guideId: number,
    handOverTo: number | null,
  ): Promise<Result<{ readonly guide: StaffView; readonly customersHandedOver: number }, GuideRefusal>> {
    const atMs = this.db.nowMs();
    const left = await this.db.run(
      'guides.leave',
      async (tx): Promise<Result<BoundGuide | null, GuideRefusal>> => {
        const guide = await this.guides.byId(tx, by.brandId, guideId);
        if (!guide || handOverTo === guideId) return fail({ code: 'GUIDE_UNKNOWN' });
        const waiting = (await this.bindings.countsOf(tx, by.brandId, [guideId])).get(guideId) ?? 0;
        if (guide.leftAtMs !== 0 && waiting === 0) return fail({ code: 'GUIDE_LEFT' });
        const heir = handOverTo === null ? ok(null) : await this.present(tx, by.brandId, handOverTo);
        if (!heir.ok) return heir;
        if (guide.leftAtMs === 0) {
          await this.guides.leave(tx, by.brandId, guideId, atMs);
          this.effects.mark(tx, by.brandId, guideLeft, [guideId]);
          await this.note(tx, by, 'guides.left', guideId, { handOverTo, customers: waiting });
        }
        return ok(heir.value && { guideId: heir.value.id, storeId: heir.value.storeId });
      },
    );
    if (!left.ok) return left;
    const customersHandedOver = await this.handOver(by.brandId, guideId, left.value, atMs);
    const guide = await this.db.read((reader) => this.view(reader, by.brandId, guideId));
    return ok({ guide, customersHandedOver });
  }

  async customerGuides(brandId: number, publicId: string): Promise<Result<NamedBinding[], CustomerUnknown>> {
    return this.db.read(async (reader): Promise<Result<NamedBinding[], CustomerUnknown>> => {
      const person = await this.customers.behind(reader, { id: brandId }, publicId);
      return person ? ok(await this.history(reader, brandId, person)) : fail({ code: 'CUSTOMER_UNKNOWN' });
    });
  }

  /** Order of checks: the customer, the guide. Orders paid before stay with the guide before. */
  async transfer(
    by: Manager,
    customerId: number,
    guideId: number,
    reason: string,
  ): Promise<Result<NamedBinding[], CustomerUnknown | GuideRefusal>> {
    return this.db.run(
      'guides.transfer',
      async (tx): Promise<Result<NamedBinding[], CustomerUnknown | GuideRefusal>> => {
        const given = await this.give(tx, by.brandId, customerId, guideId);
        if (!given.ok) return given;
        const { person } = given.value;
        await this.audit.record(tx, {
          brandId: by.brandId,
          actor: actorOf(by),
          action: 'customer.transferred',
          subject: this.publicIds.encode('cus', person.customerId),
          detail: { guideId },
          note: { customerId: person.customerId, text: reason },
        });
        return ok(await this.history(tx, by.brandId, person));
      },
    );
  }

  /**
   * Gives a customer to a guide who is here, and says who had them before. Order of checks and locks: the customer, the guide.
   */
  async give(
    tx: Tx,
    brandId: number,
    customerId: number,
    guideId: number,
  ): Promise<
    Result<{ readonly person: Person; readonly before: BoundGuide | null }, CustomerUnknown | GuideRefusal>
  > {
    const person = (await this.customers.lock(tx, { id: brandId }, [customerId])).find(customerId);
    if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' });
    const guide = await this.present(tx, brandId, guideId);
    if (!guide.ok) return guide;
    const atMs = this.db.nowMs();
    const [before = null] = await this.bindings.guidesAt(tx, brandId, [{ family: person.family, atMs }]);
    const to = { guideId, storeId: guide.value.storeId };
    await this.bindings.transfer(tx, brandId, person.family, to, atMs);
    return ok({ person, before });
  }

  private async handOver(
    brandId: number,
    guideId: number,
    to: BoundGuide | null,
    atMs: number,
  ): Promise<number> {
    let handedOver = 0;
    for (;;) {
      const count = await this.db.run('guides.handOver', async (tx) => {
        const seen = await this.bindings.customersOf(tx, brandId, guideId, 0, HANDED_OVER_PAGE);
        const ids = seen.map(({ customerId }) => customerId);
        await this.customers.lock(tx, { id: brandId }, ids);
        // Read again under the locks: a transfer may have taken some of them meanwhile.
        const locked = new Set(ids);
        const bound = (await this.bindings.customersOf(tx, brandId, guideId, 0, HANDED_OVER_PAGE)).filter(
          (one) => locked.has(one.customerId),
        );
        await this.bindings.handOver(tx, brandId, bound, to, atMs);
        return { seen: seen.length, bound: bound.length };
      });
      handedOver += count.bound;
      if (count.seen === 0) return handedOver;
    }
  }

  private async history(reader: Reader, brandId: number, { family }: Person): Promise<NamedBinding[]> {
    const stores = new Map(
      [...(await this.brands.stores(reader, brandId)).values()].map(({ id, name }) => [id, name]),
    );
    const named: NamedBinding[] = [];
    for (const one of await this.bindings.history(reader, brandId, family)) {
      const guide = await this.guides.byId(reader, brandId, one.guideId);
      named.push({ ...one, guideName: guide?.name ?? '', storeName: stores.get(one.storeId) ?? null });
    }
    return named;
  }

  /** A guide who is still here, locked. */
  private async present(tx: Tx, brandId: number, guideId: number): Promise<Result<GuideRow, GuideRefusal>> {
    await this.guides.lock(tx, brandId, guideId);
    const guide = await this.guides.byId(tx, brandId, guideId);
    if (!guide) return fail({ code: 'GUIDE_UNKNOWN' });
    return guide.leftAtMs === 0 ? ok(guide) : fail({ code: 'GUIDE_LEFT' });
  }

  private async view(reader: Reader, brandId: number, guideId: number): Promise<StaffView> {
    const guide = await this.guides.byId(reader, brandId, guideId);
    const [view] = guide ? await this.counted(reader, brandId, [guide]) : [];
    if (!view) throw new Error('A guide that was just written is there');
    return view;
  }

  private async counted(reader: Reader, brandId: number, rows: readonly GuideRow[]): Promise<StaffView[]> {
    const counts = await this.bindings.countsOf(
      reader,
      brandId,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ ...row, customers: counts.get(row.id) ?? 0 }));
  }

  private note(
    tx: Tx,
    by: Manager,
    action: string,
    guideId: number,
    detail: Readonly<Record<string, number | null>>,
  ): Promise<void> {
    const subject = this.publicIds.encode('gde', guideId);
    const { brandId, operatorId } = by;
    return this.audit.record(tx, {
      brandId,
      actor: actorOf({ operatorId }),
      action,
      subject,
      detail,
    });
  }
}
