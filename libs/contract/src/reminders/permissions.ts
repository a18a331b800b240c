export const permissions = ['reminders.read', 'reminders.write'] as const;
