import type { Fault } from '../shared/fault';

/** What a brand says about personal data, part by part, in the order in which it is read. */
export const policyParts = [
  'operator',
  'contact',
  'collected',
  'retention',
  'thirdParties',
  'children',
  'rights',
] as const;
export type PolicyPart = (typeof policyParts)[number];

export type PolicyText = { readonly [P in PolicyPart]: string };

/** The privacy policy of a brand, in both languages of the screens. */
export interface PrivacyPolicy {
  readonly zh: PolicyText;
  readonly en: PolicyText;
}

/** Stands where only the brand knows what belongs there. */
export const BLANK = '【';

/** What keeps a policy from being published: a part that says nothing, or that still has a blank to be filled in. */
export function faultsOfPolicy(policy: PrivacyPolicy): Fault[] {
  const faults: Fault[] = [];
  for (const language of ['zh', 'en'] as const) {
    for (const part of policyParts) {
      const text = policy[language][part].trim();
      const path = `${language}.${part}`;
      if (text === '') faults.push({ path, fault: 'empty' });
      else if (text.includes(BLANK)) faults.push({ path, fault: 'blank' });
    }
  }
  return faults;
}
