import { VersionsPage } from '../../app/versions/list-page';
import { policyDocument } from './document';

/** What the brand says about personal data, in every version. */
export const Screen = () => <VersionsPage document={policyDocument} />;
