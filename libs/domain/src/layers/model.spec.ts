import {
  FIVE_R,
  INDUSTRY_WINDOWS,
  layerCodes,
  SHIPPED_MODELS,
  validateModel,
  validateWindows,
  type LayerModel,
} from '.';

const withLayer = (change: object): LayerModel => ({
  ...FIVE_R,
  layers: [...FIVE_R.layers.slice(0, 4), { ...FIVE_R.layers[4]!, ...change }],
});

describe('layer models', () => {
  it.each(SHIPPED_MODELS)('$code is valid', (model) => expect(validateModel(model).ok).toBe(true));

  it('number their layers lowest first, after none', () => {
    expect(layerCodes(FIVE_R)).toEqual(['none', 'R1', 'R2', 'R3', 'R4', 'R5']);
  });

  it.each([
    ['LAYER_MODEL_SIZE', { ...FIVE_R, layers: [] }],
    ['LAYER_MODEL_SIZE', { ...FIVE_R, layers: Array.from({ length: 13 }, () => FIVE_R.layers[0]!) }],
    ['LAYER_CODE_INVALID', withLayer({ code: 'none' })],
    ['LAYER_CODE_INVALID', withLayer({ code: '__proto__' })],
    ['LAYER_CODE_DUPLICATE', withLayer({ code: 'R1' })],
    [
      'LAYER_CONDITION_INVALID',
      withLayer({ when: { kind: 'interaction', depths: [], window: 'interaction' } }),
    ],
    [
      'LAYER_CONDITION_INVALID',
      withLayer({ when: { kind: 'purchase', minDays: 0, maxDays: null, window: 'purchase' } }),
    ],
    [
      'LAYER_CONDITION_INVALID',
      withLayer({ when: { kind: 'purchase', minDays: 3, maxDays: 2, window: 'purchase' } }),
    ],
  ])('are refused with %s', (code, model) =>
    expect(validateModel(model)).toMatchObject({ ok: false, error: { code } }),
  );
});

describe('windows', () => {
  it('of every industry are valid', () => {
    for (const windows of Object.values(INDUSTRY_WINDOWS)) expect(validateWindows(windows).ok).toBe(true);
  });

  it.each([0, -1, 1.5, NaN, 3651])('of %p days are refused', (days) => {
    expect(validateWindows({ interaction: days, purchase: 30 })).toMatchObject({
      error: { window: 'interaction' },
    });
    expect(validateWindows({ interaction: 30, purchase: days })).toMatchObject({
      error: { window: 'purchase' },
    });
  });
});
