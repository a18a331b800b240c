/** WeChat always knows who holds the phone; there is nobody to choose. */
export function PersonGate() {
  return null;
}
