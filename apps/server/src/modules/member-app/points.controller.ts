import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import { Input, Lists, Serve, Who, type InputOf, type CustomerPrincipal } from '../../platform/http';
import { HISTORY_ORDER, LOT_ORDER, PointsScreens } from './points-screens';

/** What a member sees of the own points: `/members/me/points` and below. */
@Controller()
export class MemberPointsController {
  constructor(
    private readonly screens: PointsScreens,
    private readonly lists: Lists,
  ) {}

  @Serve(routes.pointsHistory)
  history(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.pointsHistory>) {
    return this.lists.answer(routes.pointsHistory, input, HISTORY_ORDER, (page) =>
      this.screens.history(who, page),
    );
  }

  @Serve(routes.pointsOverview)
  overview(@Who() who: CustomerPrincipal) {
    return this.screens.overview(who);
  }

  @Serve(routes.pointsLots)
  lots(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.pointsLots>) {
    return this.lists.answer(routes.pointsLots, input, LOT_ORDER, (page) => this.screens.lots(who, page));
  }

  @Serve(routes.pointsLotStory)
  async story(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.pointsLotStory>) {
    const story = await this.screens.lotStory(who, params.lotId);
    return story ? ok(story) : fail({ code: 'LOT_UNKNOWN' as const });
  }
}
