import { fail, ok, type Result } from '../shared/result';
import { DEPTHS, type Depth } from './events';

/** A name shown to people, Chinese first. */
export interface LocalName {
  readonly zh: string;
  readonly en: string;
}

/** Lengths in days of the two windows; a window of W days ending on D is the days D−W+1 … D. */
export interface LayerWindows {
  readonly interaction: number;
  readonly purchase: number;
}

/** At least `minDays` and at most `maxDays` purchase days up to D (ever), the last one inside the purchase window. */
export interface PurchaseCondition {
  readonly kind: 'purchase';
  readonly minDays: number;
  readonly maxDays: number | null;
  readonly window: 'purchase';
}

/** An event of one of these depths inside the interaction window. */
export interface InteractionCondition {
  readonly kind: 'interaction';
  readonly depths: readonly Depth[];
  readonly window: 'interaction';
}

export type LayerCondition = PurchaseCondition | InteractionCondition;

export interface LayerRule {
  readonly code: string;
  readonly name: LocalName;
  readonly when: LayerCondition;
}

/**
 * A layer model is data. Its layers stand LOWEST FIRST: layer number i is `layers[i - 1]`, number 0 is `none`, and
 * a customer is in the highest layer whose rule holds.
 */
export interface LayerModel {
  readonly code: string;
  readonly name: LocalName;
  readonly layers: readonly LayerRule[];
}

/** By which model and windows layers are read; the facts are the same for all of them. */
export interface LayerRules {
  readonly model: LayerModel;
  readonly windows: LayerWindows;
}

/** The code of layer 0: never seen, or lapsed 流失. It is not an asset. */
export const NONE = 'none';

/** Layer codes by layer number, `none` first: the keys and the row order of every report. */
export function layerCodes(model: LayerModel): string[] {
  return [NONE, ...model.layers.map((layer) => layer.code)];
}

/** 5R, the default model (HANDBOOK 4). */
export const FIVE_R: LayerModel = {
  code: '5r',
  name: { zh: '5R 人群资产', en: '5R layers' },
  layers: [
    { code: 'R1', name: { zh: '触达', en: 'Touched' }, when: interaction('touch') },
    { code: 'R2', name: { zh: '浅层互动', en: 'Shallow' }, when: interaction('shallow') },
    { code: 'R3', name: { zh: '深层触动', en: 'Deep' }, when: interaction('deep') },
    { code: 'R4', name: { zh: '成交', en: 'Converted' }, when: purchaseDays(1, 1) },
    { code: 'R5', name: { zh: '忠诚', en: 'Loyal' }, when: purchaseDays(2, null) },
  ],
};

/** The marketplace model many brands come from: both kinds of own interaction are one layer of interest. */
export const AIPL: LayerModel = {
  code: 'aipl',
  name: { zh: 'AIPL 消费者运营', en: 'AIPL' },
  layers: [
    { code: 'A', name: { zh: '认知', en: 'Aware' }, when: interaction('touch') },
    { code: 'I', name: { zh: '兴趣', en: 'Interest' }, when: interaction('shallow', 'deep') },
    { code: 'P', name: { zh: '购买', en: 'Purchase' }, when: purchaseDays(1, 1) },
    { code: 'L', name: { zh: '忠诚', en: 'Loyal' }, when: purchaseDays(2, null) },
  ],
};

export const SHIPPED_MODELS: readonly LayerModel[] = [FIVE_R, AIPL];

/** A shipped layer model by its code (`5r`, `aipl`), or null. */
export function modelByCode(code: string): LayerModel | null {
  return SHIPPED_MODELS.find((model) => model.code === code) ?? null;
}

/** Windows per industry (HANDBOOK 4). */
export const INDUSTRY_WINDOWS = {
  supermarket: { interaction: 30, purchase: 90 },
  catering: { interaction: 30, purchase: 90 },
  beauty: { interaction: 90, purchase: 365 },
  apparel: { interaction: 90, purchase: 365 },
  electronics: { interaction: 180, purchase: 1095 },
  furnishing: { interaction: 180, purchase: 1095 },
} as const satisfies Record<string, LayerWindows>;

/** Layer numbers are one byte in snapshots and a flow is a square of this size; nobody reads more than a dozen rows. */
export const LAYERS_MAX = 12;

/** Ten years: longer than any purchase cycle in the presets, short enough that windows never meet the sentinels. */
export const WINDOW_DAYS_MAX = 3650;

export type ModelRefusal =
  | { readonly code: 'LAYER_MODEL_SIZE'; readonly layersMax: number }
  | { readonly code: 'LAYER_CODE_INVALID'; readonly layer: string }
  | { readonly code: 'LAYER_CODE_DUPLICATE'; readonly layer: string }
  | { readonly code: 'LAYER_CONDITION_INVALID'; readonly layer: string };

/** Checks a brand's own model. Order of refusals: size, then layer by layer its code, its uniqueness, its condition. */
export function validateModel(model: LayerModel): Result<LayerModel, ModelRefusal> {
  if (model.layers.length < 1 || model.layers.length > LAYERS_MAX) {
    return fail({ code: 'LAYER_MODEL_SIZE', layersMax: LAYERS_MAX });
  }
  const seen = new Set<string>([NONE]);
  for (const { code, when } of model.layers) {
    // Codes become keys of reports, so they must not collide with `none` nor with names every object inherits.
    if (!/^[A-Z][A-Za-z0-9]{0,15}$/.test(code)) return fail({ code: 'LAYER_CODE_INVALID', layer: code });
    if (seen.has(code)) return fail({ code: 'LAYER_CODE_DUPLICATE', layer: code });
    if (!isValidCondition(when)) return fail({ code: 'LAYER_CONDITION_INVALID', layer: code });
    seen.add(code);
  }
  return ok(model);
}

export type WindowRefusal = {
  readonly code: 'LAYER_WINDOW_OUT_OF_RANGE';
  readonly window: keyof LayerWindows;
  readonly daysMax: number;
};

/** Checks that both windows are whole days from 1 to `WINDOW_DAYS_MAX`. */
export function validateWindows(windows: LayerWindows): Result<LayerWindows, WindowRefusal> {
  for (const window of ['interaction', 'purchase'] as const) {
    const days = windows[window];
    if (!Number.isInteger(days) || days < 1 || days > WINDOW_DAYS_MAX) {
      return fail({ code: 'LAYER_WINDOW_OUT_OF_RANGE', window, daysMax: WINDOW_DAYS_MAX });
    }
  }
  return ok(windows);
}

function isValidCondition(when: LayerCondition): boolean {
  // Types cannot vouch for a model that was stored as JSON: each kind is judged in the window of its own name.
  if (when.window !== when.kind) return false;
  if (when.kind === 'interaction') {
    return when.depths.length > 0 && when.depths.every((depth) => DEPTHS.includes(depth));
  }
  const { minDays, maxDays } = when;
  if (!Number.isSafeInteger(minDays) || minDays < 1) return false;
  return maxDays === null || (Number.isSafeInteger(maxDays) && maxDays >= minDays);
}

function interaction(...depths: Depth[]): InteractionCondition {
  return { kind: 'interaction', depths, window: 'interaction' };
}

function purchaseDays(minDays: number, maxDays: number | null): PurchaseCondition {
  return { kind: 'purchase', minDays, maxDays, window: 'purchase' };
}
