import type { EventCatalogue } from '@liuliang/domain';
import { z } from 'zod';
import { settings } from '../../platform/areas';

/** Layer model by code (HANDBOOK 4). */
export const layerModelSetting = settings('layerModel', z.string(), '5r');

/** Its windows, in days. */
export const windowSettings = settings(
  'windows',
  z.strictObject({ interaction: z.int().min(1), purchase: z.int().min(1) }),
  { interaction: 90, purchase: 365 },
);

/** Event types that differ from the default catalogue; `none`: known and kept, but moves no layer. */
export const catalogueSettings = settings<EventCatalogue>(
  'catalogue',
  z.record(z.string(), z.enum(['touch', 'shallow', 'deep', 'none'])),
  {},
);
