import { CONTACT_LINK_MAX } from '@liuliang/domain';
import { c, primary } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

/** One contact of a guide; beside the guide, whose row belongs to the brand and outlives it. */
export const guideContacts = table(
  'guide_contact',
  {
    guideId: primary(c.ref()),
    brandId: c.ref(),
    /** As `contactLink` spells it. */
    link: c.text(CONTACT_LINK_MAX),
    setAtMs: c.instant(),
    /** Who set it; 0: the guide. */
    operatorId: c.ref(),
  },
  { index: [['brandId', 'guideId']] },
);

export type ContactRow = RowOf<typeof guideContacts>;
export const contactTables = [guideContacts];
