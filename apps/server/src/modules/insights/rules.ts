import { FIVE_R, SHIPPED_MODELS, type LayerModel } from '@liuliang/domain';
import type { Brand } from '../brands';
import type { LayerRules } from './layer-sql';

/** A shipped layer model by its code (`5r`, `aipl`), or null. */
export function modelByCode(code: string): LayerModel | null {
  return SHIPPED_MODELS.find((model) => model.code === code) ?? null;
}

/** The model and windows that a brand reads its layers by. */
export function rulesOf({ config }: Pick<Brand, 'config'>): LayerRules {
  return { model: modelByCode(config.layerModel) ?? FIVE_R, windows: config.windows };
}
