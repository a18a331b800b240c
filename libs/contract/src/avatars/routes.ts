import { z } from 'zod';
import { route } from '../route';
import { one } from '../shared/shapes';
import { Avatar } from './schemas';

export const routes = {
  myAvatar: route({
    method: 'GET',
    path: '/members/me/avatar',
    access: 'member',
    summary: 'My picture',
    reply: Avatar,
    errors: [],
  }),
  setMyAvatar: route({
    method: 'PUT',
    path: '/members/me/avatar',
    access: 'member',
    summary:
      'Keep a picture of mine: JPEG or PNG by its bytes, 32 KB and 512 pixels at most, without what cameras write into it',
    body: z.strictObject({
      /** In base64. */
      image: z
        .string()
        .max(44_000)
        .regex(/^[A-Za-z0-9+/]+={0,2}$/),
    }),
    reply: Avatar,
    errors: ['AVATAR_INVALID'],
  }),
  removeMyAvatar: route({
    method: 'DELETE',
    path: '/members/me/avatar',
    access: 'member',
    summary: 'Have no picture; harmless when repeated',
    reply: Avatar,
    errors: [],
  }),
  guideCustomerAvatar: one('guide', '/guide/customers/:customerId/avatar', {
    summary: 'The picture of a customer of the guide’s, for the counter',
    reply: Avatar,
    errors: ['CUSTOMER_UNKNOWN'],
  }),
  customerAvatar: one('operator:customers.read', '/operator/customers/:customerId/avatar', {
    summary: 'The picture of a customer',
    reply: Avatar,
    errors: ['CUSTOMER_UNKNOWN'],
  }),
};
