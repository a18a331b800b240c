import type { INestApplicationContext } from '@nestjs/common';
import { BrandsService } from '../modules/brands';
import { OperatorsService } from '../modules/identity';
import { demoOperator } from './cast';

/** Fills an empty database with the demo brand; harmless when it is there. */
export async function seedDemo(app: INestApplicationContext, say: (text: string) => void): Promise<void> {
  const brands = app.get(BrandsService, { strict: false });
  const brand = await brands.create({ code: 'islet', name: '屿见 ISLET', slogan: '山海之间，屿见' });
  if (!brand) return;
  say('Seeding the demo brand 屿见 ISLET …');
  const operators = app.get(OperatorsService, { strict: false });
  await operators.create({ brandId: brand.id, displayName: '林运营', role: 'owner', ...demoOperator });
}
