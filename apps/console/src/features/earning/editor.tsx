import { createContext, useContext } from 'react';
import { useMessages, useWords, wordFor } from '../../app/language';
import { useLayerName } from '../../app/layers';
import { useTierName } from '../../app/tiers';
import { decimalText } from '../../ui/decimal';
import { formatCount, formatMoney } from '../../ui/format';
import type { Rules } from './rules';
import { en } from './words.en';
import { zh, type Named, type Words } from './words.zh';

export const useEarningWords = (): Words => useWords({ zh, en });

/** The names that sentences about rules need, from the brand's own tiers, layers and channels. */
export function useNamed(): Named {
  const m = useMessages();
  const tier = useTierName();
  const layer = useLayerName();
  return {
    tier,
    layer,
    channel: (code) => wordFor(m.channels, code),
    event: (type) => wordFor(m.eventTypes, type),
    money: (fen) => formatMoney(fen).replace(/\.00$/, ''),
    count: formatCount,
    times: decimalText,
  };
}

export interface Editor {
  readonly rules: Rules;
  readonly change: (changes: Partial<Rules>) => void;
  /** What is wrong with the value at a path of the rules, in words. */
  readonly faultAt: (path: string) => string | undefined;
}

const EditorContext = createContext<Editor | null>(null);
export const EditorProvider = EditorContext.Provider;

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('Sections stand in an editor');
  return editor;
}
