export const ids = { flt: 'kind of fault of the app on a day' };
