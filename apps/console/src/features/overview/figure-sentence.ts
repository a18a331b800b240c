import type { FigureFilter } from '../../app/figure-filter';
import { NONE } from '../../app/layers';
import type { Day } from '../../ui/days';
import type { Words as OverviewWords } from './words.zh';

interface Words {
  readonly text: OverviewWords['behind'];
  readonly day: (day: Day) => string;
  readonly layer: (code: string) => string;
  readonly channel: (code: string) => string;
}

/** What a list of customers behind a figure is, in one sentence: who, on which day, and what they did. */
export function figureSentence(filter: FigureFilter, words: Words): string {
  const { text } = words;
  const parts = [
    layerPart(filter.layerFrom, filter.assetFrom, filter.from, words),
    layerPart(filter.layerTo, filter.assetTo, filter.to, words),
    filter.moved && text[filter.moved],
    filter.bought && text[filter.bought],
    filter.channel && text.within(words.channel(filter.channel)),
  ].filter((part): part is string => Boolean(part));
  return text.sentence(parts.length === 0 ? text.everyone : parts.join(text.comma));
}

function layerPart(
  layer: string | undefined,
  asset: 'yes' | 'no' | undefined,
  day: Day,
  words: Words,
): string | null {
  const on = words.day(day);
  if (layer === NONE || (!layer && asset === 'no')) return words.text.outsideOn(on);
  if (layer) return words.text.on(on, words.layer(layer));
  return asset === 'yes' ? words.text.assetOn(on) : null;
}
