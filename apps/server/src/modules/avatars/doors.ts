export const harmlessDoors = { 'a picture moves nothing': ['setMyAvatar', 'removeMyAvatar'] };
