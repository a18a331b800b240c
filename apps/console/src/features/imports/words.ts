import { useWords } from '../../app/language';
import { en } from './words.en';
import { zh, type Words } from './words.zh';

export type ImportWords = Words;

/** The feature's own words, loaded with its screens. */
export const useImportWords = (): Words => useWords({ zh, en });
