import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import {
  Input,
  Lists,
  NEWEST_FIRST,
  Serve,
  Who,
  type InputOf,
  type CustomerPrincipal,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { TouchesService } from '../touches';

/** Messages to a member. */
@Controller()
export class InboxController {
  constructor(
    private readonly touches: TouchesService,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.inbox)
  inbox(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.inbox>) {
    return this.lists.answer(routes.inbox, input, NEWEST_FIRST, async (ask) => {
      const page = await this.touches.inbox(who.brandId, who.person.family, ask);
      const items = page.items.map((item) => ({ ...item, id: this.publicIds.encode('msg', item.id) }));
      return { ...page, items };
    });
  }

  @Serve(routes.readMessage)
  async read(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.readMessage>) {
    const id = this.publicIds.decode('msg', params.messageId);
    const readAtMs = id === null ? null : await this.touches.read(who.brandId, who.person.family, id);
    return readAtMs === null ? fail({ code: 'MESSAGE_UNKNOWN' as const }) : ok({ readAtMs });
  }

  @Serve(routes.readAllMessages)
  async readAll(@Who() who: CustomerPrincipal) {
    return { readAtMs: await this.touches.readAll(who.brandId, who.person.family) };
  }
}
