import type { routes } from '@liuliang/contract';
import { fail, ok, parseDay, type Result } from '@liuliang/domain';
import type { InputOf } from '../../platform/http';
import type { BehindQuery } from './list.service';

const isYes = (answer: 'yes' | 'no' | undefined): boolean | undefined => answer && answer === 'yes';

/** What a figure counts, as the list of those behind it is asked for. */
export function asBehind(
  query: InputOf<typeof routes.customersBehind>['query'],
): Result<BehindQuery, { readonly code: 'DAY_RANGE_INVALID' }> {
  const [fromDay, toDay] = [parseDay(query.from), parseDay(query.to)];
  if (fromDay === null || toDay === null) return fail({ code: 'DAY_RANGE_INVALID' });
  const { channel, layerFrom, layerTo, bought, moved } = query;
  const [isAssetFrom, isAssetTo] = [isYes(query.assetFrom), isYes(query.assetTo)];
  return ok({ fromDay, toDay, channel, layerFrom, layerTo, bought, moved, isAssetFrom, isAssetTo });
}
