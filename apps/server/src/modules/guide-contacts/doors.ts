export const harmlessDoors = {
  'how a guide is reached moves nothing': ['setMyContact', 'removeMyContact', 'setGuideContact'],
};
