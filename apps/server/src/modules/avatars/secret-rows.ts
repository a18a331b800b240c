import { everyBrand, numberedRows, ofSecret } from '../../platform/secret/secret-rows';
import { PersonalFields } from '../members';
import { avatars } from './entities';
import { avatarField } from './service';

const fieldsOf = ofSecret((secrets) => new PersonalFields(secrets));

export const sealedAvatars = numberedRows(
  avatars.acrossBrands(everyBrand),
  { place: 'customerId', reads: ['customerId', 'brandId', 'sealed'], columns: ['sealed'] },
  ({ customerId, brandId, sealed }, { from, to }) => {
    const place = avatarField(customerId);
    return { sealed: fieldsOf(to).seal(brandId, place, fieldsOf(from).open(brandId, place, sealed)) };
  },
);
