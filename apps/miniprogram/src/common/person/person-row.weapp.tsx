/** Only the demo in a browser can be somebody else. */
export function PersonRow() {
  return null;
}
