import type { TextFile } from './deliver-file.port';

/** A browser saves a file. */
export const deliveredAs = 'file';

export async function deliverFile({ name, type, text }: TextFile): Promise<void> {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
