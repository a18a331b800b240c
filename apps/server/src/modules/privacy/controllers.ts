import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Database } from '../../platform/db/database';
import { documentController } from '../../platform/documents';
import { Serve, Who, type CustomerPrincipal } from '../../platform/http';
import { PrivacyPolicies } from './policies.service';

/** Privacy policies: versions and the draft. */
export const PoliciesController = documentController({
  routes: {
    versions: routes.privacyPolicies,
    version: routes.privacyPolicyVersion,
    saveDraft: routes.savePrivacyDraft,
    discardDraft: routes.discardPrivacyDraft,
    publishDraft: routes.publishPrivacyDraft,
    approveVersion: routes.approvePrivacyPolicy,
    withdrawDraft: routes.withdrawPrivacyDraft,
  },
  of: PrivacyPolicies,
  summary: () => ({}),
});

/** The policy as customers read it. */
@Controller()
export class PolicyController {
  constructor(
    private readonly db: Database,
    private readonly policies: PrivacyPolicies,
  ) {}

  @Serve(routes.privacyPolicy)
  policy(@Who() { brandId }: CustomerPrincipal) {
    return this.db.read((reader) => this.policies.inForce(reader, brandId));
  }
}
