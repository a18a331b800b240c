import { FIVE_R, modelByCode, type EventReading, type LayerRules } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import type { Brand } from '../brands';
import { catalogueSettings, layerModelSetting, windowSettings } from './settings';

/** The model and windows that a brand reads its layers by. */
export function rulesOf(brand: Pick<Brand, 'config'>): LayerRules {
  return {
    model: modelByCode(settingsOf(brand, layerModelSetting)) ?? FIVE_R,
    windows: settingsOf(brand, windowSettings),
  };
}

/** How it reads its events. */
export function readingOf(brand: Pick<Brand, 'config' | 'timeZone'>): EventReading {
  return { timeZone: brand.timeZone, catalogue: settingsOf(brand, catalogueSettings) };
}
