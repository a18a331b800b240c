import { routes } from '@liuliang/contract';
import { documentController } from '../../platform/documents';
import { SchemesService } from './schemes.service';

/** Tier schemes: versions and the draft. */
export const SchemesController = documentController({
  routes: {
    versions: routes.tierSchemes,
    version: routes.tierScheme,
    saveDraft: routes.saveTierDraft,
    discardDraft: routes.discardTierDraft,
    publishDraft: routes.publishTierDraft,
    approveVersion: routes.approveTierScheme,
    withdrawDraft: routes.withdrawTierDraft,
  },
  of: SchemesService,
  summary: ({ levels }) => ({ levels: levels.length }),
});
