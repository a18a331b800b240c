import { DraftPage } from '../../app/versions/draft-page';
import { policyDocument } from './document';

export const Screen = () => <DraftPage document={policyDocument} />;
