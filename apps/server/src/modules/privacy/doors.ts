export const harmlessDoors = {
  'what is said about personal data moves nothing': [
    ...['savePrivacyDraft', 'discardPrivacyDraft', 'publishPrivacyDraft'],
    ...['approvePrivacyPolicy', 'withdrawPrivacyDraft'],
  ],
};
