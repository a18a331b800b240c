/**
 * The page's policy takes style elements that name the random word of this page (the server's sites.ts). The component
 * library makes them in many places, of which the lock on scrolling and the measure of scroll bars know no such word, so
 * every element that a script makes gets it. What is written into the page as markup does not, and that is what the policy
 * is for. In development there is no policy and no word.
 */
const word = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;

if (word) {
  const create = document.createElement.bind(document) as typeof document.createElement;
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = word;
    return element;
  }) as typeof document.createElement;
}
