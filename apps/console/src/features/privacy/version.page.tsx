import { VersionPage } from '../../app/versions/version-page';
import { policyDocument } from './document';

export const Screen = () => <VersionPage document={policyDocument} />;
