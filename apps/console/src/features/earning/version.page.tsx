import { VersionPage } from '../../app/versions/version-page';
import { earningDocument } from './document';

export const Screen = () => <VersionPage document={earningDocument} />;
