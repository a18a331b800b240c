import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { Input, Serve, Who, type InputOf, type CustomerPrincipal } from '../../platform/http';
import { BrandsService } from '../brands';
import { ErasureService, MembershipService } from '../members';
import { MyDataService } from './my-data.service';

/** What is held about a member, what they agreed to, and leaving. */
@Controller()
export class MyDataController {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly membership: MembershipService,
    private readonly erasure: ErasureService,
    private readonly data: MyDataService,
  ) {}

  @Serve(routes.myData)
  myData(@Who() who: CustomerPrincipal) {
    return this.data.myData(who);
  }

  @Serve(routes.setMyNickname)
  async rename(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.setMyNickname>) {
    const { brandId } = who;
    const person = await this.membership.rename({ id: brandId }, who.person.customerId, body.nickname);
    return this.data.myData({ brandId, person });
  }

  @Serve(routes.chooseConsent)
  async choose(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.chooseConsent>) {
    const { brandId, person } = who;
    const chosen = await this.membership.choose({ id: brandId }, person.customerId, body, 'wechat_mini');
    return chosen.ok ? ok(await this.data.myData({ brandId, person: chosen.value })) : chosen;
  }

  @Serve(routes.exportMyData)
  exportMyData(@Who() who: CustomerPrincipal) {
    return this.data.everythingAbout(who);
  }

  @Serve(routes.eraseMe)
  async erase(
    @Who() who: CustomerPrincipal,
    // Nothing of it is used: without the word that confirms, nobody gets here.
    @Input() _confirmed: InputOf<typeof routes.eraseMe>,
  ) {
    const brand = await this.db.read((reader) => this.brands.byId(reader, who.brandId));
    await this.erasure.erase(brand, who.person.customerId);
    return { erased: true as const };
  }
}
