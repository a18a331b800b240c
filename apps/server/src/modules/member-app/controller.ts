import { Controller, Inject } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { Input, Serve, Who, type InputOf, type CustomerPrincipal, type RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { MINI_PROGRAM, type MiniProgramPort } from '../../wechat';
import { BrandsService, type Brand } from '../brands';
import { IngestService } from '../imports';
import { MemberCodesService, MembershipService } from '../members';
import { Phones } from './phones';
import { ScreensService } from './screens.service';

/** The mini-program's member side: sign in, join, and who somebody is from then on. */
@Controller()
export class MemberAppController {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly membership: MembershipService,
    private readonly codes: MemberCodesService,
    private readonly ingest: IngestService,
    private readonly screens: ScreensService,
    private readonly publicIds: PublicIds,
    private readonly phones: Phones,
    @Inject(MINI_PROGRAM) private readonly wechat: MiniProgramPort,
  ) {}

  @Serve(routes.signInWithWechat)
  async signIn(@Input() { body }: InputOf<typeof routes.signInWithWechat>) {
    const brand = await this.brands.byCode(body.brand);
    if (!brand) return fail({ code: 'BRAND_UNKNOWN' as const });
    const person = await this.wechat.codeToSession(body.code);
    if (!person.ok) return fail({ code: person.error.code });
    const { tokens, customerId } = await this.membership.signIn(
      brand,
      person.value.openid,
      person.value.unionid,
    );
    const home = await this.screens.homeOf(brand.id, customerId);
    return ok({
      ...tokens,
      customerId: this.publicIds.encode('cus', customerId),
      isMember: home.isMember,
      guide: home.guide,
    });
  }

  @Serve(routes.memberHome)
  home(@Who() who: CustomerPrincipal) {
    return this.screens.home(who);
  }

  @Serve(routes.join)
  async join(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.join>) {
    if (who.isMember) return fail({ code: 'MEMBER_ALREADY_JOINED' as const });
    const brand = await this.db.read((reader) => this.brands.byId(reader, who.brandId));
    const { customerId } = who.person;
    const verified = await this.verify(brand, customerId, body);
    if (!verified.ok) return verified;
    const joined = await this.membership.join(brand, customerId, {
      consents: body.consents,
      nickname: body.nickname,
      verifiedMobile: verified.value,
      channel: 'wechat_mini',
      scene: body.scene,
    });
    if (body.phoneCode !== undefined) this.phones.forget(customerId, body.phoneCode);
    if (!joined.ok) return joined;
    return ok(await this.screens.homeOf(who.brandId, joined.value.customerId));
  }

  @Serve(routes.addMyMobile)
  async addMobile(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.addMyMobile>) {
    const brand = await this.db.read((reader) => this.brands.byId(reader, who.brandId));
    const { customerId } = who.person;
    if (!(await this.membership.mayAddMobile(brand, customerId)))
      return fail({ code: 'MOBILE_ON_FILE' as const });
    const phone = await this.phones.of(customerId, body.phoneCode);
    if (!phone.ok) return fail({ code: phone.error.code });
    const added = await this.membership.addMobile(brand, customerId, phone.value.e164);
    this.phones.forget(customerId, body.phoneCode);
    return added.ok ? ok(await this.screens.homeOf(who.brandId, added.value.customerId)) : added;
  }

  @Serve(routes.memberCode)
  async code(@Who() who: CustomerPrincipal) {
    return { ...(await this.codes.issue(who.brandId, who.person)), serverNowMs: this.db.nowMs() };
  }

  @Serve(routes.memberCodeScan)
  async codeScan(@Who() who: CustomerPrincipal) {
    return { scannedAtMs: await this.codes.lastScan(who.brandId, who.person) };
  }

  @Serve(routes.trackMyEvents)
  async track(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.trackMyEvents>) {
    const brand = await this.db.read((reader) => this.brands.byId(reader, who.brandId));
    const outcome = await this.ingest.track(brand, who.person.customerId, body.events);
    const { accepted, duplicate, rejected } = outcome;
    return { accepted, duplicate, rejected: rejected.length, faults: rejected };
  }

  /** The number behind a phone code; null without one. WeChat is asked for those alone who may join. */
  private async verify(
    brand: Brand,
    customerId: number,
    { phoneCode, consents }: InputOf<typeof routes.join>['body'],
  ): Promise<Result<string | null, RefusalOf<'join'>>> {
    if (phoneCode === undefined) return ok(null);
    const may = await this.membership.mayJoin(brand, customerId, consents);
    if (!may.ok) return may;
    const phone = await this.phones.of(customerId, phoneCode);
    return phone.ok ? ok(phone.value.e164) : fail({ code: phone.error.code });
  }
}
