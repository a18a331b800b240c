import { Controller, Inject } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { Input, Serve, Who, type InputOf, type CustomerPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { MINI_PROGRAM, type MiniProgramPort } from '../../wechat';
import { BrandsService } from '../brands';
import { IngestService } from '../imports';
import { MemberCodesService, MembershipService } from '../members';
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
    const phone = body.phoneCode === undefined ? null : await this.wechat.phoneNumber(body.phoneCode);
    if (phone && !phone.ok) return fail({ code: phone.error.code });
    const joined = await this.membership.join(brand, who.person.customerId, {
      consents: body.consents,
      nickname: body.nickname,
      verifiedMobile: phone ? phone.value.e164 : null,
      channel: 'wechat_mini',
    });
    if (!joined.ok) return joined;
    return ok(await this.screens.homeOf(who.brandId, joined.value.customerId));
  }

  @Serve(routes.memberCode)
  async code(@Who() who: CustomerPrincipal) {
    return { ...(await this.codes.issue(who.brandId, who.person)), serverNowMs: this.db.nowMs() };
  }

  @Serve(routes.trackMyEvents)
  async track(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.trackMyEvents>) {
    const brand = await this.db.read((reader) => this.brands.byId(reader, who.brandId));
    const outcome = await this.ingest.track(brand, who.person.customerId, body.events);
    const { accepted, duplicate, rejected } = outcome;
    return { accepted, duplicate, rejected: rejected.length, faults: rejected };
  }
}
