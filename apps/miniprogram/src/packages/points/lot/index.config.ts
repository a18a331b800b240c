export default definePageConfig({ navigationBarTitleText: '这批积分的故事' });
