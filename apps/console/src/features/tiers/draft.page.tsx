import { DraftPage } from '../../app/versions/draft-page';
import { tierDocument } from './document';

export const Screen = () => <DraftPage document={tierDocument} />;
