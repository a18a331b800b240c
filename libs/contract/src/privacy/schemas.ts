import { z } from 'zod';
import { POLICY_PART_MAX } from './limits';

const part = z.string().max(POLICY_PART_MAX);

export const PolicyText = z
  .strictObject({
    /** Who runs the mini-program, and who is responsible. */
    operator: part,
    contact: part,
    /** What is collected, and what for. */
    collected: part,
    retention: part,
    /** Who else gets what, and which SDKs are built in. */
    thirdParties: part,
    children: part,
    rights: part,
  })
  .meta({ id: 'PolicyText' });

export const PrivacyPolicy = z.strictObject({ zh: PolicyText, en: PolicyText }).meta({
  id: 'PrivacyPolicy',
  description: 'What a brand says about personal data; a draft may have parts that say nothing.',
});
