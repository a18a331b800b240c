import { clockText } from '@liuliang/domain';
import { TiersService } from '../modules/tiers';
import type { Command } from './command';
import { customerOption } from './customer-option';
import { instantAnswer, instantOption } from './instants';

export const tier: Command = {
  name: 'tier',
  usage: 'tier --identity KIND:VALUE [--at INSTANT] [--brand CODE]   the level of a customer',
  async run(context) {
    const brand = await context.brand();
    const atMs = instantOption(context, brand, 'at') ?? context.platform.clock.nowMs();
    const { customerId } = await customerOption(context, brand);
    const tiers = context.app.get(TiersService, { strict: false });
    const { level, name, figure, untilMs } = await context.platform.db.readAtOnce((reader) =>
      tiers.standingAt(reader, brand.id, customerId, atMs),
    );
    const text = (ms: number): string => clockText(ms, brand.timeZone);
    context.answer({ level, name: name?.zh ?? null, growth: figure, until: instantAnswer(untilMs, brand) }, [
      level === 0 ? 'No member' : `Level ${level}, ${name?.zh ?? ''}`,
      `growth ${figure}, ${untilMs === null ? 'without an end' : `until ${text(untilMs)}`}`,
      `at ${text(atMs)}, ${brand.timeZone}`,
    ]);
    return 0;
  },
};
