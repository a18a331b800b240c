/** What an author writes for colleagues about a version. */
export const NOTE_MAX = 200;
