import { VersionPage } from '../../app/versions/version-page';
import { tierDocument } from './document';

export const Screen = () => <VersionPage document={tierDocument} />;
