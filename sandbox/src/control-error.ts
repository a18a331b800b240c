/** A refusal of the control surface (not WeChat's): a code for the caller and the HTTP status it travels with. */
export class ControlError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(code);
  }
}
