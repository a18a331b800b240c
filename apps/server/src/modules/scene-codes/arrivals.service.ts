import { Injectable } from '@nestjs/common';
import { dayOf } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { CustomerPrincipal } from '../../platform/http';
import { BindingsService } from '../bindings';
import { BrandsService, GuideDirectory } from '../brands';
import { IngestService } from '../imports';
import { CustomersService, MembershipService } from '../members';
import { SceneCodesService, type SceneWords } from './codes.service';
import { memberOrigins, type SceneCodeRow } from './entities';

export interface Arrival {
  readonly meaning: SceneWords | null;
  readonly isDone: boolean;
  readonly isMyGuide: boolean;
}

/** A code that means nothing leads to the plain home page. */
const NOWHERE: Arrival = { meaning: null, isDone: true, isMyGuide: false };

/** Who came by which code, and what follows from it. What a code means is read here; a device hands over letters. */
@Injectable()
export class ArrivalsService {
  constructor(
    private readonly db: Database,
    private readonly codes: SceneCodesService,
    private readonly brands: BrandsService,
    private readonly guides: GuideDirectory,
    private readonly bindings: BindingsService,
    private readonly customers: CustomersService,
    private readonly membership: MembershipService,
    private readonly ingest: IngestService,
  ) {}

  /** Somebody scanned a code. Told again it is the same scan, for the day; of a member the guide of the code is decided. */
  arrive({ brandId, person: asked }: CustomerPrincipal, scene: string): Promise<Arrival> {
    return this.db.run('scenes.arrive', async (tx) => {
      const code = await this.codes.read(tx, brandId, scene);
      if (!code) return NOWHERE;
      const brand = await this.brands.byId(tx, brandId);
      const locked = await this.customers.lock(tx, brand, [asked.customerId]);
      const { customerId, family } = locked.person(asked.customerId);
      const nowMs = tx.nowMs();
      const eventId = `code:${code.id}:${customerId}:${dayOf(nowMs, brand.timeZone)}`;
      const scan = { eventId, type: 'code.scanned', occurredAtMs: nowMs };
      await this.ingest.trackWithin(tx, brand, customerId, [scan], { storeId: code.storeId, locked });
      const profile = (await this.membership.profiles(tx, brandId, [customerId])).get(customerId);
      const isMember = profile !== undefined && profile.joinedAtMs !== null;
      if (isMember) await this.meet(tx, brandId, family, code);
      return {
        meaning: await this.codes.words(tx, brandId, code),
        isDone: isMember,
        isMyGuide: isMember && (await this.bindings.isOf(tx, brandId, code.guideId, family)),
      };
    });
  }

  /**
   * In the transaction of the joining: where they came from is kept once, their home store is the code's where they have
   * none, and the guide of the code has met them. A code that means nothing changes nothing.
   */
  async joined(
    tx: Tx,
    brandId: number,
    joined: readonly { readonly customerId: number; readonly scene?: string | undefined }[],
  ): Promise<void> {
    for (const { customerId: joinedId, scene } of joined) {
      const code = scene === undefined ? null : await this.codes.read(tx, brandId, scene);
      if (!code) continue;
      const locked = await this.customers.lock(tx, { id: brandId }, [joinedId]);
      const { customerId, family } = locked.person(joinedId);
      if (await this.originOf(tx, brandId, family)) continue;
      const { id: sceneId, storeId } = code;
      const guideId = (await this.isOneself(tx, brandId, family, code)) ? 0 : code.guideId;
      const origin = { customerId, brandId, sceneId, storeId, guideId, joinedAtMs: tx.nowMs() };
      await memberOrigins.insert(tx, [origin]);
      await this.customers.settle(tx, brandId, customerId, storeId);
      await this.meet(tx, brandId, family, code);
    }
  }

  /** By which code somebody joined; of two cards that became one person the first. */
  async origin(
    reader: Reader,
    brandId: number,
    family: readonly number[],
  ): Promise<(SceneWords & { readonly atMs: number }) | null> {
    const origin = await this.originOf(reader, brandId, family);
    if (!origin) return null;
    return { ...(await this.codes.words(reader, brandId, origin)), atMs: origin.joinedAtMs };
  }

  private originOf(reader: Reader, brandId: number, family: readonly number[]) {
    return memberOrigins.one(reader, brandId, { customerId: family }, { order: 'joined_at_ms', limit: 1 });
  }

  /**
   * The guide of a code has met a member, as by a scan at the counter: in the store where the guide works now, whichever
   * the code is of. Nobody is met by who left, or by themselves. The customer is locked.
   */
  private async meet(
    tx: Tx,
    brandId: number,
    family: readonly number[],
    code: Pick<SceneCodeRow, 'guideId' | 'storeId'>,
  ): Promise<void> {
    const { guideId } = code;
    if (guideId === 0 || (await this.isOneself(tx, brandId, family, code))) return;
    // Locked, so that nobody is bound to one who is leaving.
    if (!(await this.guides.lock(tx, brandId, guideId))) return;
    const guide = await this.guides.byId(tx, brandId, guideId);
    const storeId = guide?.storeId || code.storeId;
    await this.bindings.scanned(tx, brandId, family, { guideId, storeId }, tx.nowMs(), 'code');
  }

  private async isOneself(
    reader: Reader,
    brandId: number,
    family: readonly number[],
    { guideId }: Pick<SceneCodeRow, 'guideId'>,
  ): Promise<boolean> {
    const [guide] = guideId === 0 ? [] : await this.guides.byIds(reader, brandId, [guideId]);
    return guide !== undefined && family.includes(guide.customerId);
  }
}
