import { PublishingLine } from '../../app/limits/publishing-line';
import { VersionsPage } from '../../app/versions/list-page';
import { Distribution } from './distribution';
import { tierDocument } from './document';

/** Where members stand, by which scheme, and the way to the next one. */
export const Screen = () => (
  <VersionsPage document={tierDocument}>
    <PublishingLine of="tiersAlone" cached={tierDocument.cached.all} />
    <Distribution />
  </VersionsPage>
);
