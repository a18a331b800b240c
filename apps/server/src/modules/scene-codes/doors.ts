export const harmlessDoors = {
  'a code moves nothing before somebody scans it': [
    ...['makeStoreCode', 'makeGuideCode', 'renewSceneCode', 'myGuideCode'],
  ],
};
