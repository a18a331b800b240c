import { FIVE_R, SHIPPED_MODELS, type LayerModel } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import type { Brand } from '../brands';
import type { LayerRules } from './layer-sql';
import { layerModelSetting, windowSettings } from './settings';

/** A shipped layer model by its code (`5r`, `aipl`), or null. */
export function modelByCode(code: string): LayerModel | null {
  return SHIPPED_MODELS.find((model) => model.code === code) ?? null;
}

/** The model and windows that a brand reads its layers by. */
export function rulesOf(brand: Pick<Brand, 'config'>): LayerRules {
  return {
    model: modelByCode(settingsOf(brand, layerModelSetting)) ?? FIVE_R,
    windows: settingsOf(brand, windowSettings),
  };
}
