import { Inject, Injectable } from '@nestjs/common';
import { openidIn } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import type { Env } from '../../platform/env';
import { ENV } from '../../platform/tokens';
import { GuideDirectory } from '../brands';
import { MembershipService } from '../members';

/** Guides by the name that they have in our mini-program, for a payout and nothing else. It is never logged. */
@Injectable()
export class GuideOpenids {
  constructor(
    private readonly guides: GuideDirectory,
    private readonly members: MembershipService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Null for a guide who never signed in. */
  async of(reader: Reader, brandId: number, guideId: number): Promise<string | null> {
    const [guide] = await this.guides.byIds(reader, brandId, [guideId]);
    if (!guide || guide.customerId === 0) return null;
    const prefix = openidIn(this.env.WECHAT_APPID, '');
    return this.members.openidOf(reader, brandId, guide.customerId, prefix);
  }
}
