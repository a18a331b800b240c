export const harmlessDoors = {
  'where stores are moves neither points nor a level': ['describeStore', 'hideStore', 'findStores'],
};
