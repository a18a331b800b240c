import { z } from 'zod';
import { route } from '../route';
import { InstantMs } from '../shared/schemas';
import { Birthday } from './schemas';

const myBirthday = z.strictObject({
  birthday: Birthday.nullable(),
  /** Before it the birthday stays as it is; null: it may be changed now. */
  changeableAtMs: InstantMs.nullable(),
});

export const routes = {
  myBirthday: route({
    method: 'GET',
    path: '/members/me/birthday',
    access: 'member',
    summary: 'My birthday as I told it',
    reply: myBirthday,
    errors: [],
  }),
  setMyBirthday: route({
    method: 'PUT',
    path: '/members/me/birthday',
    access: 'member',
    summary: 'Tell my birthday, month and day, Gregorian or lunar. It can be changed once a year',
    body: Birthday,
    reply: myBirthday,
    errors: ['BIRTHDAY_INVALID', 'BIRTHDAY_CHANGED_LATELY'],
  }),
  forgetMyBirthday: route({
    method: 'DELETE',
    path: '/members/me/birthday',
    access: 'member',
    summary: 'Forget my birthday',
    reply: myBirthday,
    errors: [],
  }),
};
