declare const __API_BASE__: string;
declare const __BRAND_CODE__: string;
