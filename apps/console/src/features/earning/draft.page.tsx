import { DraftPage } from '../../app/versions/draft-page';
import { earningDocument } from './document';

export const Screen = () => <DraftPage document={earningDocument} />;
