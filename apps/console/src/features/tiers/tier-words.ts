import { useWords } from '../../app/language';
import { en } from './words.en';
import { zh, type Words } from './words.zh';

export const useTierWords = (): Words => useWords({ zh, en });
