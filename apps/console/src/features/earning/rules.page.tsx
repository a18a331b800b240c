import { VersionsPage } from '../../app/versions/list-page';
import { earningDocument } from './document';

export const Screen = () => <VersionsPage document={earningDocument} />;
