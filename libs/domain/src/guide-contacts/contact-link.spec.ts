import { CONTACT_LINK_MAX, contactLink } from './contact-link';

const HOST = 'https://work.weixin.qq.com/';
const longest = HOST + 'a'.repeat(CONTACT_LINK_MAX - HOST.length);

describe('the address of somebody in WeCom', () => {
  it.each([
    ['as a code says it', `${HOST}ca/cawcde0123456789ab`, `${HOST}ca/cawcde0123456789ab`],
    ['with a query', `${HOST}u/vc0a1?v=4.1.20.6024&x=%E5`, `${HOST}u/vc0a1?v=4.1.20.6024&x=%E5`],
    ['with blanks around it', ` \n${HOST}kfid/kf1\t`, `${HOST}kfid/kf1`],
    ['in capitals, as some codes are', 'HTTPS://WORK.WEIXIN.QQ.COM/ca/Ab', `${HOST}ca/Ab`],
    ['as long as one may be', longest, longest],
  ])('is taken %s', (_, text, link) => {
    expect(contactLink(text)).toEqual({ ok: true, value: link });
  });

  it.each([
    ['nothing', '', 'host'],
    ['no address', '13800000000', 'host'],
    ['without encryption', 'http://work.weixin.qq.com/ca/1', 'host'],
    ['another host', 'https://u.wechat.com/ca/1', 'host'],
    ['a host that begins like it', 'https://work.weixin.qq.com.example.com/ca/1', 'host'],
    ['a host that ends like it', 'https://evilwork.weixin.qq.com/ca/1', 'host'],
    ['a host below it', 'https://a.work.weixin.qq.com/ca/1', 'host'],
    ['dots that are any sign', 'https://workxweixin.qq.com/ca/1', 'host'],
    ['somebody before the host', 'https://work.weixin.qq.com@example.com/ca/1', 'host'],
    ['a port', 'https://work.weixin.qq.com:8443/ca/1', 'host'],
    ['a backslash for the slash', 'https://work.weixin.qq.com\\ca', 'host'],
    ['no path', 'https://work.weixin.qq.com', 'host'],
    ['a script', `javascript:alert(1)//${HOST}ca/1`, 'host'],
    ['words before it', `加我 ${HOST}ca/1`, 'host'],
    ['nobody', HOST, 'address'],
    ['a blank within', `${HOST}ca/1 2`, 'address'],
    ['a second line', `${HOST}ca/1\nhttps://example.com`, 'address'],
    ['a sign that is no ASCII', `${HOST}ca/店`, 'address'],
    ['a mark of HTML', `${HOST}ca/"><img>`, 'address'],
    ['a sign too many', `${longest}a`, 'length'],
  ])('is not %s', (_, text, reason) => {
    expect(contactLink(text)).toEqual({ ok: false, error: { code: 'CONTACT_INVALID', reason } });
  });
});
