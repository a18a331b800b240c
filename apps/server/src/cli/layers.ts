import { formatDay, layerCodes } from '@liuliang/domain';
import { LayersService } from '../modules/insights';
import type { Command } from './command';
import { dayOption, LAYER_OPTIONS, rulesOption, scopeOption } from './layer-options';
import { tableLines } from './table';

export const layers: Command = {
  name: 'layers',
  usage: `layers --on DAY ${LAYER_OPTIONS}   customers in each layer on a day`,
  async run(context) {
    const day = dayOption(context, 'on');
    const brand = await context.brand();
    const rules = rulesOption(context, brand);
    const place = { brandId: brand.id, scope: await scopeOption(context, brand) };
    const service = context.app.get(LayersService, { strict: false });
    const counts = await context.platform.db.readAtOnce((reader) =>
      service.counts(reader, place, day, rules),
    );
    const codes = layerCodes(rules.model);
    context.answer(
      {
        on: formatDay(day),
        counts: Object.fromEntries(codes.map((code, layer) => [code, counts[layer] ?? 0])),
      },
      tableLines(
        ['layer', 'customers'],
        codes.map((code, layer) => [code, counts[layer] ?? 0]),
      ),
    );
    return 0;
  },
};
