export default definePageConfig({ navigationBarTitleText: '积分怎么得' });
