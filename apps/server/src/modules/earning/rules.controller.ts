import { routes } from '@liuliang/contract';
import { documentController } from '../../platform/documents';
import { EarningVersions } from './versions';

/** The rule editor: versions and the draft. */
export const RulesController = documentController({
  routes: {
    versions: routes.earningVersions,
    version: routes.earningVersion,
    saveDraft: routes.saveEarningDraft,
    discardDraft: routes.discardEarningDraft,
    publishDraft: routes.publishEarningDraft,
    approveVersion: routes.approveEarningVersion,
    withdrawDraft: routes.withdrawEarningDraft,
  },
  of: EarningVersions,
  summary: () => ({}),
});
