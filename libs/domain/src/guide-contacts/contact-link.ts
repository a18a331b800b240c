import { fail, ok, type Result } from '../shared/result';

/** Longer than any code of WeCom's, and short enough for a code that phones read. */
export const CONTACT_LINK_MAX = 256;

/** Where the codes of WeCom's "contact me" lead, and nowhere else: what members scan must not lead them astray. */
const HOST = 'https://work.weixin.qq.com/';
const OF_HOST = /^https:\/\/work\.weixin\.qq\.com\/(.*)$/is;
/** What stands in an address (RFC 3986), so that a code of it is plain ASCII. */
const ADDRESS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;

type Refused = { readonly code: 'CONTACT_INVALID'; readonly reason: 'host' | 'length' | 'address' };

/** The one spelling of the address by which somebody is reached in WeCom, or why a text is none. */
export function contactLink(text: string): Result<string, Refused> {
  const link = text.trim();
  const path = OF_HOST.exec(link)?.[1];
  if (path === undefined) return refused('host');
  if (link.length > CONTACT_LINK_MAX) return refused('length');
  return ADDRESS.test(path) ? ok(`${HOST}${path}`) : refused('address');
}

const refused = (reason: Refused['reason']): Result<string, Refused> =>
  fail({ code: 'CONTACT_INVALID', reason });
