import { useWords } from '../../app/language';
import { en } from './words.en';
import { zh, type SettlementWords } from './words.zh';

export type { SettlementWords };

/** The words of settlement, loaded with its screens. */
export const useSettlementWords = (): SettlementWords => useWords({ zh, en });
