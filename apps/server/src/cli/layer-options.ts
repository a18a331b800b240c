import {
  modelByCode,
  parseDay,
  SHIPPED_MODELS,
  WINDOW_DAYS_MAX,
  type Day,
  type LayerRules,
} from '@liuliang/domain';
import type { Brand } from '../modules/brands';
import { LayersService, rulesOf } from '../modules/insights';
import { CommandError, type CommandContext } from './command';

/** The options that `layers` and `star` share, as their usage lines print them. */
export const LAYER_OPTIONS = '[--model 5r|aipl] [--wi N --wp N] [--channel CODE]';

/** A day given as `--name 2017-12-03`. */
export function dayOption({ options }: CommandContext, name: string): Day {
  const text = options[name];
  const day = typeof text === 'string' ? parseDay(text) : null;
  if (day === null) throw new CommandError('DAY_RANGE_INVALID', `--${name} needs a day such as 2017-12-03`);
  return day;
}

/** The brand's own model and windows, with what the options say instead. */
export function rulesOption(context: CommandContext, brand: Brand): LayerRules {
  const own = rulesOf(brand);
  const code = context.options['model'] ?? own.model.code;
  const model = typeof code === 'string' ? modelByCode(code) : null;
  if (!model) {
    const known = SHIPPED_MODELS.map((one) => one.code).join(', ');
    throw new CommandError('LAYER_MODEL_UNKNOWN', `--model needs one of: ${known}`);
  }
  const { interaction, purchase } = own.windows;
  return {
    model,
    windows: {
      interaction: context.whole('wi', interaction, 1, WINDOW_DAYS_MAX),
      purchase: context.whole('wp', purchase, 1, WINDOW_DAYS_MAX),
    },
  };
}

/** The scope of `--channel CODE`: the whole brand without it. */
export async function scopeOption({ app, platform, options }: CommandContext, brand: Brand): Promise<number> {
  const code = options['channel'];
  if (code === true) throw new CommandError('CHANNEL_UNKNOWN', '--channel needs a code');
  const layers = app.get(LayersService, { strict: false });
  const channel = typeof code === 'string' ? code : undefined;
  const scope = await platform.db.read((reader) => layers.scopeOf(reader, brand.id, channel));
  if (scope === null) throw new CommandError('CHANNEL_UNKNOWN', 'The brand has no such channel');
  return scope;
}
