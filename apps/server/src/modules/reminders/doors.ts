export const harmlessDoors = {
  'what WeChat may tell people moves neither points nor a level': [
    'answerReminders',
    'silenceReminders',
    'takeWechatPush',
    'changeReminderTemplates',
  ],
};
