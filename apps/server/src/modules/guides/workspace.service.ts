import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { dayOf, dayStartMs, fail, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import type { Person } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { refuse, type CustomerPrincipal, type RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { CODE_GUESSES, Throttle } from '../../platform/throttle';
import { Avatars, type AvatarView } from '../avatars';
import { BindingsService, GuideScans } from '../bindings';
import { BrandsService } from '../brands';
import { IngestService } from '../imports';
import { TimelineService, type TimelineAsk, type TimelinePage } from '../insights';
import { CustomersService, MemberCodesService } from '../members';
import { GuideCards } from './cards.service';
import { GuideRolesService } from './roles.service';

type Card = z.input<(typeof routes)['scanMemberCode']['reply']>;
type Home = z.input<(typeof routes)['guideHome']['reply']>;
/** A caller whom the guard let in as a guide. */
type GuideCaller = CustomerPrincipal;

const RECENT = 10;
/** The channel of what happens in front of a guide. */
const GUIDE_CHANNEL = 'guide';

/** What a guide does at the counter: scan a code, see who it is, look back at whom they served today. */
@Injectable()
export class WorkspaceService {
  constructor(
    private readonly db: Database,
    private readonly scans: GuideScans,
    private readonly roles: GuideRolesService,
    private readonly bindings: BindingsService,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly codes: MemberCodesService,
    private readonly ingest: IngestService,
    private readonly cards: GuideCards,
    private readonly timelines: TimelineService,
    private readonly avatars: Avatars,
    private readonly publicIds: PublicIds,
    private readonly throttle: Throttle,
  ) {}

  /** Uses up a member's code and answers who it is. Whoever tries codes is throttled. */
  scan(who: GuideCaller, code: string): Promise<Result<Card, RefusalOf<'scanMemberCode'>>> {
    const guesser = String(who.person.customerId);
    return this.throttle.judge(CODE_GUESSES, guesser, () => this.scanNow(who, code), 'CODE_UNKNOWN');
  }

  /** The code's end and the scan commit together (GUIDES-3). */
  private scanNow(who: GuideCaller, code: string): Promise<Result<Card, RefusalOf<'scanMemberCode'>>> {
    const guide = guideOf(who);
    return this.db.run('guides.scan', async (tx): Promise<Result<Card, RefusalOf<'scanMemberCode'>>> => {
      const used = await this.codes.use(tx, who.brandId, code);
      if (!used.ok) return used;
      const brand = await this.brands.byId(tx, who.brandId);
      // Locked before anything of theirs is written; whose customer they become is decided under it.
      const locked = await this.customers.lock(tx, brand, [used.value]);
      const person = locked.person(used.value);
      const { customerId, family } = person;
      const scanId = this.db.nextId();
      const nowMs = this.db.nowMs();
      await this.scans.add(tx, {
        id: scanId,
        brandId: who.brandId,
        guideId: guide.guideId,
        storeId: guide.storeId,
        customerId,
        scannedAtMs: nowMs,
      });
      await this.bindings.scanned(tx, brand.id, family, guide, nowMs);
      const visit = { eventId: `scan:${scanId}`, type: 'store.visited', occurredAtMs: nowMs };
      const where = { channel: GUIDE_CHANNEL, storeId: guide.storeId, locked };
      await this.ingest.trackWithin(tx, brand, customerId, [visit], where);
      return ok(await this.cards.page(tx, brand, person));
    });
  }

  async home(who: GuideCaller): Promise<Home> {
    const guide = guideOf(who);
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, who.brandId);
      const role = await this.roles.roleOf(reader, who.brandId, who.person.family);
      // Who left a moment ago may still be let in.
      if (!role) refuse('GUIDE_REQUIRED');
      const nowMs = this.db.nowMs();
      const today = dayStartMs(dayOf(nowMs, brand.timeZone), brand.timeZone);
      const scans = await this.scans.latest(reader, brand.id, guide.guideId, RECENT);
      const people = await this.customers.people(
        reader,
        brand,
        scans.map((scan) => scan.customerId),
      );
      const cards = await this.cards.of(reader, brand, [...people.values()]);
      const recent = scans.map(({ customerId, scannedAtMs }) => {
        const customer = cards.get(people.get(customerId)?.customerId ?? 0);
        if (!customer) throw new Error('A scanned customer is not of this brand');
        return { customer, scannedAtMs };
      });
      return {
        guide: {
          guideId: this.publicIds.encode('gde', role.guideId),
          name: role.name,
          storeCode: role.storeCode,
          storeName: role.storeName,
        },
        serverNowMs: nowMs,
        scansToday: await this.scans.countSince(reader, brand.id, guide.guideId, today),
        recent,
      };
    });
  }

  async card(who: GuideCaller, publicId: string): Promise<Result<Card, RefusalOf<'guideCustomer'>>> {
    return this.db.read(async (reader): Promise<Result<Card, RefusalOf<'guideCustomer'>>> => {
      const brand = await this.brands.byId(reader, who.brandId);
      const person = await this.reachable(reader, who, publicId);
      return person ? ok(await this.cards.page(reader, brand, person)) : fail({ code: 'CUSTOMER_UNKNOWN' });
    });
  }

  async avatar(
    who: GuideCaller,
    publicId: string,
  ): Promise<Result<AvatarView, RefusalOf<'guideCustomerAvatar'>>> {
    return this.db.read(async (reader): Promise<Result<AvatarView, RefusalOf<'guideCustomerAvatar'>>> => {
      const person = await this.reachable(reader, who, publicId);
      if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' });
      return ok(await this.avatars.view(reader, who.brandId, person.family));
    });
  }

  async timeline(
    who: GuideCaller,
    publicId: string,
    page: TimelineAsk,
    kinds?: readonly string[],
  ): Promise<Result<TimelinePage, RefusalOf<'guideCustomerTimeline'>>> {
    return this.db.read(async (reader): Promise<Result<TimelinePage, RefusalOf<'guideCustomerTimeline'>>> => {
      const person = await this.reachable(reader, who, publicId);
      if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' });
      return ok(await this.timelines.timeline(reader, { id: who.brandId }, person.family, page, kinds));
    });
  }

  /**
   * GUIDES-1: a guide reaches the customers they scanned, those they look after, and those whose home store is the
   * guide's own. Anybody else is answered as if unknown, so that ids cannot be tried out.
   */
  private async reachable(reader: Reader, who: GuideCaller, publicId: string): Promise<Person | null> {
    const { guideId, storeId } = guideOf(who);
    const person = await this.customers.behind(reader, { id: who.brandId }, publicId);
    if (!person || person.erasedAtMs > 0) return null;
    const isNear =
      person.homeStoreId === storeId ||
      (await this.scans.last(reader, who.brandId, guideId, person.family)) !== null ||
      (await this.bindings.isOf(reader, who.brandId, guideId, person.family));
    return isNear ? person : null;
  }
}

/** Who calls, as a guide. */
export function guideOf(who: GuideCaller): { guideId: number; storeId: number } {
  if (!who.guide) throw new Error('A guide route was reached without a guide');
  return who.guide;
}
