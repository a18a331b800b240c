/** Kinds of files whose rows may correct what is there, on the word of whoever brings them. */
export const correctedKinds: readonly string[] = ['orders', 'order-lines'];
