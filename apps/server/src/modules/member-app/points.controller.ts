import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import { Input, Serve, Who, type InputOf, type CustomerPrincipal } from '../../platform/http';
import { PointsScreens } from './points-screens';

/** What a member sees of the own points: `/members/me/points` and below. */
@Controller()
export class MemberPointsController {
  constructor(private readonly screens: PointsScreens) {}

  @Serve(routes.pointsHistory)
  history(@Who() who: CustomerPrincipal, @Input() { query }: InputOf<typeof routes.pointsHistory>) {
    return this.screens.history(who, query.cursor, query.limit);
  }

  @Serve(routes.pointsOverview)
  overview(@Who() who: CustomerPrincipal) {
    return this.screens.overview(who);
  }

  @Serve(routes.pointsLots)
  lots(@Who() who: CustomerPrincipal, @Input() { query }: InputOf<typeof routes.pointsLots>) {
    return this.screens.lots(who, query.cursor, query.limit);
  }

  @Serve(routes.pointsLotStory)
  async story(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.pointsLotStory>) {
    const story = await this.screens.lotStory(who, params.lotId);
    return story ? ok(story) : fail({ code: 'LOT_UNKNOWN' as const });
  }
}
