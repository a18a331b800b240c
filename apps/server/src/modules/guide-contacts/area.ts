import { area, personal, reacts } from '../../platform/areas';
import { guideLeft } from '../guides';
import { contactTables, guideContacts } from './entities';
import { contactMigrations } from './migrations';
import { GuideContactsModule } from './module';
import { ContactErasure, ContactExport } from './parts';
import { GuideContacts } from './service';

export const guideContactsArea = area({
  name: 'guide-contacts',
  module: GuideContactsModule,
  tables: contactTables,
  migrations: contactMigrations,
  personal: [
    personal(guideContacts, ['link'], {
      holds: 'the address by which customers reach a guide in WeCom',
      erasure: 'removed',
      export: ['guideContacts'],
    }),
  ],
  effects: [
    reacts(
      { name: 'guide-contacts.left', step: 'facts', of: { left: guideLeft } },
      GuideContacts,
      (contacts, tx, brandId, { left }) => contacts.forget(tx, brandId, left),
    ),
  ],
  export: ContactExport,
  erasure: ContactErasure,
});
