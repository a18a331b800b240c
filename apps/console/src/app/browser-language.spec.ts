import { languageOf } from './browser-language';

it.each([
  [['zh-CN', 'en'], 'zh'],
  [['en-GB', 'zh-CN'], 'en'],
  [['EN'], 'en'],
  [['fr-FR', 'zh-TW'], 'zh'],
  [['de'], 'en'],
  [[], 'zh'],
] as const)('a browser that asks for %p has the console in %p', (asked, language) =>
  expect(languageOf(asked)).toBe(language),
);
