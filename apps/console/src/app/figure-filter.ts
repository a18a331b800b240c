import type { Day } from '../ui/days';
import { isDay } from '../ui/days';
import { oneOf, queryText } from '../ui/query';

/** The two days that STAR compares, and the channel it looks at. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
  readonly channel?: string | undefined;
}

/** Which customers a figure counts: the query of the list that opens behind it. */
export interface FigureFilter extends Period {
  readonly layerFrom?: string | undefined;
  readonly layerTo?: string | undefined;
  readonly bought?: 'buyers' | 'repeat' | undefined;
  readonly moved?: 'up' | 'down' | 'stay' | undefined;
  readonly assetFrom?: 'yes' | 'no' | undefined;
  readonly assetTo?: 'yes' | 'no' | undefined;
}

/** The address of the customers behind a figure. */
export const figureAddress = (behind: FigureFilter): string =>
  `/customers-behind?${queryText({ ...behind })}`;

/** Days and channel from an address; anything that is not a proper range falls back. */
export function periodFrom(params: URLSearchParams, fallback: Period): Period {
  const from = params.get('from');
  const to = params.get('to');
  const days =
    isDay(from) && isDay(to) && from < to ? { from, to } : { from: fallback.from, to: fallback.to };
  return { ...days, channel: codeFrom(params, 'channel') };
}

export function figureFilterFrom(params: URLSearchParams, fallback: Period): FigureFilter {
  return {
    ...periodFrom(params, fallback),
    layerFrom: codeFrom(params, 'layerFrom'),
    layerTo: codeFrom(params, 'layerTo'),
    bought: oneOf(params.get('bought'), ['buyers', 'repeat']),
    moved: oneOf(params.get('moved'), ['up', 'down', 'stay']),
    assetFrom: oneOf(params.get('assetFrom'), ['yes', 'no']),
    assetTo: oneOf(params.get('assetTo'), ['yes', 'no']),
  };
}

// Layers and channels are data of the brand, so only their form is known here; the server knows the rest.
const codeFrom = (params: URLSearchParams, name: string): string | undefined => {
  const code = params.get(name);
  return code && /^[A-Za-z][A-Za-z0-9_]{0,31}$/.test(code) ? code : undefined;
};
