import { Book, type Write } from './book';
import type { Answer } from './client';

const asking = { by: { token: '' }, method: 'POST', path: '/' };
const gives = (by: number): Write => ({
  kind: 'order',
  asking,
  effectOf: () => ({ points: [{ member: 0, by }], held: 1 }),
});
const answer = (outcome: Answer['outcome']): Answer => ({ outcome, code: '', text: '{}' });

describe('the book of promises', () => {
  it('moves figures by what was done alone', () => {
    const book = new Book(1);
    book.note(gives(5), answer('done'));
    book.note(gives(7), answer('refused'));
    book.note(gives(9), answer('unknown'));
    expect([book.points, book.held]).toEqual([[5], 1]);
    expect(book.counts).toEqual({ done: 1, refused: 1, unanswered: 1 });
  });

  it('gives out what is open, and what was promised, once', () => {
    const book = new Book(1);
    book.note(gives(5), answer('unknown'));
    const [open] = book.takeOpen();
    expect(book.takeOpen()).toEqual([]);
    book.note(open as Write, answer('done'));
    expect(book.takePromised()).toHaveLength(1);
    expect(book.takePromised()).toEqual([]);
    expect(book.points).toEqual([5]);
  });

  it('tells a reply that such a request may not be answered', () => {
    const book = new Book(1);
    book.note({ kind: 'cancel', asking, effectOf: () => 'with another state' }, answer('done'));
    expect(book.problems).toEqual(['cancel was answered with another state: {}']);
  });
});
