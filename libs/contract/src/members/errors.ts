import { z } from 'zod';
import { entry } from '../error-entry';
import { InstantMs } from '../shared/schemas';
import { ConsentPurpose } from './schemas';

export const errors = {
  CONSENT_REQUIRED: entry(
    422,
    '需要同意会员协议与隐私政策才能入会',
    'Joining needs consent to the membership terms and privacy policy',
  ),
  CONSENT_OUTDATED: entry(
    409,
    '协议有更新，请阅读后再同意',
    'The terms have changed; read them and agree again',
    { data: z.strictObject({ purpose: ConsentPurpose }) },
  ),
  MEMBER_ALREADY_JOINED: entry(409, '已经是会员了', 'Already a member'),
  MOBILE_ON_FILE: entry(409, '已经留过手机号了', 'A mobile number is on file already'),
  MOBILE_OF_ANOTHER: entry(
    409,
    '这个手机号属于另一位会员，请联系客服核对',
    'This number belongs to another member; please ask the brand to check',
  ),
  IDENTITY_KIND_UNKNOWN: entry(422, '不认识的身份类型', 'Unknown kind of identity'),
  IDENTITY_INVALID: entry(422, '身份标识不合规', 'The identity value is not valid', {
    data: z.strictObject({ reason: z.string() }).partial(),
  }),
  CUSTOMER_UNKNOWN: entry(404, '没有找到这位顾客', 'No such customer'),
  CUSTOMER_ERASED: entry(410, '该顾客已注销', 'This customer was erased'),
  CUSTOMERS_SAME: entry(409, '这两个编号是同一位顾客', 'Both ids are of one customer already'),
  MERGE_UNKNOWN: entry(404, '没有这次合并', 'There is no such merge'),
  MERGE_UNDONE: entry(409, '这次合并已经撤销', 'This merge was taken back already'),
  MERGE_LATER_FIRST: entry(409, '请先撤销之后的那次合并', 'Take the later merge back first'),
  CODE_UNKNOWN: entry(404, '没有这个会员码', 'No such member code'),
  CODE_EXPIRED: entry(
    410,
    '会员码已过期，请顾客刷新后再扫',
    'The code has expired; ask the member to refresh it',
  ),
  CODE_USED: entry(
    409,
    '会员码已使用，请顾客刷新后再扫',
    'The code was already used; ask the member to refresh it',
  ),
  BIRTHDAY_INVALID: entry(422, '没有这个生日', 'There is no such birthday'),
  BIRTHDAY_CHANGED_LATELY: entry(409, '生日一年只能修改一次', 'A birthday can be changed once a year', {
    data: z.strictObject({ changeableAtMs: InstantMs }),
  }),
  CUSTOMER_NOT_MEMBER: entry(409, '这位顾客还不是会员', 'This customer is not a member'),
};
