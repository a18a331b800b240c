// The encoder alone, without the package's renderers; nobody publishes its types.
declare module 'qrcode/lib/core/qrcode' {
  export function create(
    text: string,
    options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ): { readonly modules: { readonly size: number; get(row: number, column: number): number } };
}
