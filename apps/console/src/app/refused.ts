/** A refusal as far as it says whether what was asked for exists. */
interface Refusal {
  readonly code: string;
  readonly data: Record<string, unknown>;
}

/** Whether what was asked for is not there, or its id in the address is none: asking again never helps. */
export function isNotThere({ code, data }: Refusal): boolean {
  if (code.endsWith('_UNKNOWN')) return true;
  const faults =
    code === 'INPUT_INVALID' && Array.isArray(data['faults']) ? (data['faults'] as unknown[]) : [];
  return faults.some((fault) => String((fault as { field?: unknown }).field).startsWith('params.'));
}
