/** A browser follows an address. */
export const addressIs = 'opened';

export async function openAddress(address: string): Promise<void> {
  window.open(address, '_blank', 'noopener');
}
