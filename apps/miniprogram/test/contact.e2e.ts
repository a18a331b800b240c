import type { ReplyOf } from '@liuliang/contract/client';
import { qrPicture } from '../src/ui/qr-picture.shared';
import * as answers from './answers';
import * as loyalty from './answers-points';
import type { Weapp } from './weapp/runtime';
import { refuse, startWeapp } from './weapp/start';

// Goal: a guide gives their WeCom with a scan, and members add them by pressing and holding a code. Method: as in
// weapp.e2e.ts.

let app: Weapp;

afterEach(() => {
  app.close();
  expect(app.errors).toEqual([]);
});

const { CONTACT_LINK: link } = answers;
const contact = answers.myContact().contact;
const calls = (name: string) => app.calls.filter((call) => call.name === name).map(({ options }) => options);

describe('the guide’s own contact', () => {
  let kept: ReplyOf<'myContact'>;
  let sent: unknown[];
  const start = async (refusal: ReturnType<typeof refuse> | null = null): Promise<void> => {
    app = await startWeapp(
      {
        memberHome: () => answers.memberHome({ guide: answers.guideHome().guide }),
        myContact: () => kept,
        setMyContact: ({ body }) => {
          sent.push(body);
          return refusal ?? (kept = { contact });
        },
        removeMyContact: () => (kept = { contact: null }),
      },
      'packages/guide/contact/index',
      { scanned: () => link },
    );
  };
  beforeEach(() => {
    kept = { contact: null };
    sent = [];
  });

  it('is scanned, also from a picture, and shown as customers see it', async () => {
    await start();
    expect(app.text()).toContain('还没有设置');
    await app.press('设置');
    await app.press(/^扫二维码/);
    expect(calls('scanCode')).toMatchObject([{ onlyFromCamera: false }]);
    expect(sent).toEqual([]);
    await app.press('保存');
    expect(sent).toEqual([{ link }]);
    expect(app.text()).toContain(link);
    expect(app.count('qr__image')).toBe(1);
  });

  it('stays as it was typed when it is refused, with what is wanted', async () => {
    await start(refuse(422, 'CONTACT_INVALID'));
    await app.press('设置');
    await app.type('https://u.wechat.com/1');
    await app.press('保存');
    expect(app.text()).toContain('以 https://work.weixin.qq.com/ 开头');
    await app.press('保存');
    expect(sent).toEqual([{ link: 'https://u.wechat.com/1' }, { link: 'https://u.wechat.com/1' }]);
  });

  it('is removed only after asking', async () => {
    kept = { contact };
    await start();
    await app.press('移除');
    expect(kept.contact).not.toBeNull();
    await app.press('移除');
    expect(app.text()).toContain('还没有设置');
  });
});

describe('a member’s guide', () => {
  const start = async (contactLink: string | null, hasStore: boolean): Promise<void> => {
    const store = hasStore ? loyalty.store() : null;
    app = await startWeapp(
      {
        memberHome: () => answers.memberHome(),
        myGuide: () => ({ guide: { name: '阿岚', storeName: '上海静安店', store, contactLink } }),
      },
      'packages/stores/guide/index',
    );
  };

  it('is added by pressing and holding a picture of pixels, or by its address', async () => {
    await start(link, true);
    expect(app.text()).toContain('长按识别，加导购企业微信');
    expect(app.count('qr__image')).toBe(1);
    // The picture, and that it has a menu when it is held.
    expect(app.drawnWith('qr__image')).toEqual(expect.arrayContaining([qrPicture(link), true]));
    await app.press('复制链接');
    expect(calls('setClipboardData')).toMatchObject([{ data: link }]);
  });

  it.each([
    [link, true, '看到您的微信昵称和头像，看不到您的完整手机号。电话打到的是门店。'],
    [link, false, '看不到您的完整手机号。'],
    [null, true, '您联系的是门店电话'],
    [null, false, '门店还没有留下联系方式'],
  ])('says what is true of the ways that there are (%s, store %s)', async (contactLink, hasStore, words) => {
    await start(contactLink, hasStore);
    expect(app.text()).toContain(words);
    expect(app.text().includes('门店还没有留下联系方式')).toBe(contactLink === null && !hasStore);
    expect(app.count('qr__image')).toBe(contactLink === null ? 0 : 1);
  });
});
