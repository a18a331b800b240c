import { useBilingual, useWords } from '../../messages';
import { useResource } from '../../platform/resource';
import { myTier } from './tier.resource';

/** The brand's word for a level; its number until the ladder has come. */
export function useTierName(): (level: string) => string {
  const words = useWords();
  const textOf = useBilingual();
  const ladder = useResource(myTier).value?.ladder ?? [];
  return (level) => {
    const known = ladder.find((one) => `${one.level}` === level);
    return known === undefined ? words.tier.level(level) : textOf(known.name);
  };
}
