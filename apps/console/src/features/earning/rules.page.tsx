import { PublishingLine } from '../../app/limits/publishing-line';
import { VersionsPage } from '../../app/versions/list-page';
import { earningDocument } from './document';

export const Screen = () => (
  <VersionsPage document={earningDocument}>
    <PublishingLine of="earningAlone" cached={earningDocument.cached.all} />
  </VersionsPage>
);
