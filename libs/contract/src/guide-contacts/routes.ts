import { z } from 'zod';
import { route } from '../route';
import { command } from '../shared/shapes';
import { ContactOrNone, ContactText, GuideContactItem } from './schemas';

export const routes = {
  myContact: route({
    method: 'GET',
    path: '/guide/me/contact',
    access: 'guide',
    summary: 'How my customers reach me in WeCom',
    reply: ContactOrNone,
    errors: [],
  }),
  setMyContact: route({
    method: 'PUT',
    path: '/guide/me/contact',
    access: 'guide',
    summary: 'Let my customers reach me by the address in my “contact me” code of WeCom',
    body: z.strictObject({ link: ContactText }),
    reply: ContactOrNone,
    errors: ['CONTACT_INVALID'],
  }),
  removeMyContact: route({
    method: 'DELETE',
    path: '/guide/me/contact',
    access: 'guide',
    summary: 'Have no contact in WeCom; harmless when repeated',
    reply: ContactOrNone,
    errors: [],
  }),
  guideContacts: route({
    method: 'GET',
    path: '/operator/guide-contacts',
    access: 'operator:customers.read',
    summary: 'Guides of the brand whom their customers reach in WeCom, and how',
    reply: z.strictObject({ items: z.array(GuideContactItem) }),
    errors: [],
  }),
  setGuideContact: command('operator:guides.write', '/operator/guides/:guideId/contact', {
    summary: 'Set how customers reach a guide in WeCom, or take it away; harmless when repeated',
    body: z.strictObject({ link: ContactText.nullable() }),
    reply: ContactOrNone,
    errors: ['CONTACT_INVALID', 'GUIDE_UNKNOWN', 'GUIDE_LEFT'],
  }),
};
