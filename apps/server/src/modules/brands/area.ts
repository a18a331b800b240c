import { area } from '../../platform/areas';
import { contentPurpose } from '../../platform/content-hash';
import type { LayeredKeys } from '../../platform/secret/secret-rows';
import { brands, brandTables } from './entities';
import { BrandsModule } from './module';
import { brandPersonal } from './personal';

/** A brand's hashes of content stand under keys of every secret that it has seen. */
const contentPurposes: LayeredKeys = async (reader) =>
  (await brands.select(reader, {}, { columns: ['id'], order: 'id' })).map(({ id }) => contentPurpose(id));

export const brandsArea = area({
  name: 'brands',
  module: BrandsModule,
  personal: brandPersonal,
  tables: brandTables,
  secret: { layered: [contentPurposes] },
});
