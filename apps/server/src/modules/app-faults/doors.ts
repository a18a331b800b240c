export const harmlessDoors = {
  'what went wrong on a phone is counted, and about nobody': ['reportAppFault'],
};
