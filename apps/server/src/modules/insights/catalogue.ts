import { DEFAULT_CATALOGUE, type EventDepth } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import type { Brand } from '../brands';
import { catalogueSettings } from './settings';

/**
 * The depth of an event type for a brand: its own changes over the default catalogue (HANDBOOK 3). `none`: the type is
 * known and kept, but moves no layer. null: the type is unknown.
 */
export function depthFor(brand: Pick<Brand, 'config'>, type: string): EventDepth | 'none' | null {
  const catalogue = settingsOf(brand, catalogueSettings);
  // Types come from outside: "constructor" must be unknown, not a function inherited from Object.
  if (Object.hasOwn(catalogue, type)) return catalogue[type] ?? null;
  return Object.hasOwn(DEFAULT_CATALOGUE, type) ? (DEFAULT_CATALOGUE[type] ?? null) : null;
}
