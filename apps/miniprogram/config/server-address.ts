/** Where a brand's server answers: what WeChat lets a mini-program reach, and the browser build its own host. */
const API = '/api/v1';
const OF_A_MACHINE = `http://127.0.0.1:3000${API}`;

const HOW = `Set TARO_APP_API to the address of the brand's server, such as https://members.example.com${API}`;

/**
 * The address that a build asks. Throws where the build could never reach it: better no build than one that WeChat's
 * reviewers open without a network.
 * @param isForPeople false while somebody develops: then a server of their own machine will do
 */
export function serverAddress(
  platform: 'h5' | 'weapp',
  given: string | undefined,
  isForPeople: boolean,
): string {
  const address = given?.trim() ?? '';
  if (address === '') {
    if (platform === 'h5') return API;
    if (!isForPeople) return OF_A_MACHINE;
    throw new Error(`A build for WeChat needs the address of its server. ${HOW}.`);
  }
  // Served by the server itself, a browser asks the host that the page came from.
  if (platform === 'h5' && address === API) return address;
  const wrong = isForPeople ? wrongIn(address) : null;
  if (wrong !== null) throw new Error(`TARO_APP_API is ${address}, ${wrong}. ${HOW}.`);
  return address;
}

function wrongIn(address: string): string | null {
  if (!URL.canParse(address)) return 'which is no address';
  const { protocol, hostname, href } = new URL(address);
  if (protocol !== 'https:') return 'and not https';
  if (hostname === 'localhost' || /^[\d.]+$|^\[/.test(hostname)) return 'which is no host with a name';
  return href.endsWith(API) ? null : `and does not end with ${API}`;
}
