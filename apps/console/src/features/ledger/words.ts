import { useWords } from '../../app/language';
import { en } from './words.en';
import { zh, type LedgerWords } from './words.zh';

/** The ledger's own words, loaded with its screens. */
export const useLedgerWords = (): LedgerWords => useWords({ zh, en });
