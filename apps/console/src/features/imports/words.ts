import { useWords } from '../../app/language';
import { en } from './words.en';
import { zh, type Words } from './words.zh';

/** The feature's own words, loaded with its screens. */
export const useImportWords = (): Words => useWords({ zh, en });
