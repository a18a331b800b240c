import { z } from 'zod';

/** What a member can be told about by a subscription message of WeChat. */
export const reminderPurposes = [
  'gift-ready',
  'gift-expiring',
  'points-arrived',
  'tier-changed',
  'transfer-claimed',
] as const;
export type ReminderPurpose = (typeof reminderPurposes)[number];

export const ReminderPurpose = z.enum(reminderPurposes).meta({ id: 'ReminderPurpose' });

/** As WeChat's own console shows it; empty: members are not asked about this. */
const TemplateId = z
  .string()
  .trim()
  .regex(/^[\w-]{0,64}$/);

/** One template for each purpose, and no template for two: WeChat asks about a template once. */
export const ReminderTemplates = z
  .strictObject({
    'gift-ready': TemplateId,
    'gift-expiring': TemplateId,
    'points-arrived': TemplateId,
    'tier-changed': TemplateId,
    'transfer-claimed': TemplateId,
  } satisfies Record<ReminderPurpose, z.ZodType>)
  .refine((templates) => {
    const set = Object.values(templates).filter((id) => id !== '');
    return new Set(set).size === set.length;
  })
  .meta({ id: 'ReminderTemplates' });

/** What WeChat calls the answer to its prompt. */
export const promptAnswers = ['accept', 'acceptWithAudio', 'reject', 'ban', 'filter'] as const;

export const Reminder = z
  .strictObject({
    purpose: ReminderPurpose,
    templateId: z.string(),
    /** How many more times WeChat delivers a message about it. */
    left: z.int().min(0),
    /** The person told WeChat to accept for good. */
    isAlways: z.boolean(),
  })
  .meta({ id: 'Reminder' });

export const Reminders = z
  .strictObject({
    /** What the brand has a template for, in the order of purposes. */
    items: z.array(Reminder),
    /** The person does not want to be asked again. */
    isSilent: z.boolean(),
  })
  .meta({ id: 'Reminders' });

export const ReminderTotals = z
  .strictObject({
    templates: ReminderTemplates,
    totals: z.array(
      z.strictObject({
        purpose: ReminderPurpose,
        /** People with at least one message left. */
        people: z.int().min(0),
        /** Messages left, of everybody. */
        left: z.int().min(0),
      }),
    ),
    /** Whether WeChat's pushed messages can reach this server. */
    isPushReady: z.boolean(),
  })
  .meta({ id: 'ReminderTotals' });
