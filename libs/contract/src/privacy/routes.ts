import { z } from 'zod';
import { documentRoutes } from '../documents/document-routes';
import { route } from '../route';
import { InstantMs } from '../shared/schemas';
import { PrivacyPolicy } from './schemas';

const document = documentRoutes({
  base: '/operator/privacy',
  versions: 'policies',
  called: 'the privacy policy',
  type: 'PrivacyPolicy',
  read: 'customers.read',
  write: 'privacy.write',
  content: PrivacyPolicy,
  summary: {},
  detail: {},
});

export const routes = {
  privacyPolicy: route({
    method: 'GET',
    path: '/members/me/privacy',
    access: 'customer',
    summary: 'The privacy policy of the brand as it holds now',
    reply: z.strictObject({
      brand: z.string(),
      version: z.int().min(1),
      /** Null: from the beginning. */
      sinceMs: InstantMs.nullable(),
      policy: PrivacyPolicy,
    }),
    errors: [],
  }),
  privacyPolicies: document.versions,
  privacyPolicyVersion: document.version,
  savePrivacyDraft: document.saveDraft,
  discardPrivacyDraft: document.discardDraft,
  publishPrivacyDraft: document.publishDraft,
  approvePrivacyPolicy: document.approveVersion,
  withdrawPrivacyDraft: document.withdrawDraft,
};
