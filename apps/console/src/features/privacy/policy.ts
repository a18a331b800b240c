import type { ReplyOf } from '@liuliang/contract/client';
import type { VersionHead } from '../../app/versions/document';

export type PolicyVersion = ReplyOf<'privacyPolicyVersion'>;
export type PolicySummary = VersionHead;
export type Policy = PolicyVersion['content'];
export type Part = keyof Policy['zh'];

/** In the order in which members read them. */
export const parts = [
  'operator',
  'contact',
  'collected',
  'retention',
  'thirdParties',
  'children',
  'rights',
] as const satisfies readonly Part[];

export const languages = ['zh', 'en'] as const;

/** `en.children` is about children. */
export const partOf = (path: string): string => path.split('.')[1] ?? '';
