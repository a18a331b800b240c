/** Where the API is: a path of the same host in the browser, a full https address in WeChat. Set at build time. */
declare const __API_BASE__: string;
/** The brand this build belongs to. Set at build time. */
declare const __BRAND_CODE__: string;
/** The version of this build. */
declare const __APP_VERSION__: string;

// A picture of ours, as its path in the package.
declare module '*.jpg' {
  const path: string;
  export default path;
}

// The encoder alone, without the package's renderers; the published types describe only the whole.
declare module 'qrcode/lib/core/qrcode' {
  interface ByteSegment {
    readonly data: Uint8Array;
    readonly mode: 'byte';
  }
  interface QrCode {
    readonly modules: { readonly size: number; get(row: number, column: number): number };
  }
  export function create(
    segments: readonly ByteSegment[],
    options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ): QrCode;
}
