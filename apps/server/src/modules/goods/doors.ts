export const harmlessDoors = {
  'the state of an item moves neither points nor a level': ['setItemState'],
};
