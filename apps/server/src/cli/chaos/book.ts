import type { Answer, Asking } from './client';

/** What a write moved. Points are those that a member can spend, less what the member owes. */
export interface Effect {
  readonly points?: readonly { readonly member: number; readonly by: number }[];
  /** Gifts reserved, and handed over. */
  readonly held?: number;
  readonly taken?: number;
}

/** Something asked of the product that changes it. */
export interface Write {
  readonly kind: string;
  readonly asking: Asking;
  /** What its reply promises; a text says that the reply is not what such a request may be answered. */
  readonly effectOf: (reply: never) => Effect | string;
  /** What the same request is answered once more, where that is not the same words. */
  readonly answeredAgain?: (text: string) => boolean;
}

/** A write, and the answer that settled it. */
export interface Promised {
  readonly write: Write;
  readonly answer: Answer;
}

/**
 * Everything that was asked, and what the product promised. Whatever broke meanwhile, the figures that must be found
 * are those of the promises: an answer is kept, a refusal moved nothing, and what got no answer is settled by asking it
 * again.
 */
export class Book {
  readonly counts = { done: 0, refused: 0, unanswered: 0 };
  /** How often a kind of write got which answer that says nothing. */
  readonly unanswered = new Map<string, number>();
  /** What each member must have. */
  readonly points: number[];
  held = 0;
  taken = 0;
  readonly problems: string[] = [];
  private promised: Promised[] = [];
  private open: Write[] = [];

  constructor(members: number) {
    this.points = Array.from({ length: members }, () => 0);
  }

  /** Notes how a write was answered. */
  note(write: Write, answer: Answer): void {
    if (answer.outcome === 'unknown') {
      this.counts.unanswered += 1;
      const why = `${write.kind} ${answer.code}`;
      this.unanswered.set(why, (this.unanswered.get(why) ?? 0) + 1);
      this.open.push(write);
      return;
    }
    this.counts[answer.outcome] += 1;
    if (answer.outcome === 'refused') return;
    const effect = write.effectOf(JSON.parse(answer.text) as never);
    if (typeof effect === 'string')
      this.problems.push(`${write.kind} was answered ${effect}: ${answer.text}`);
    else this.move(effect);
    this.promised.push({ write, answer });
  }

  /** Writes without an answer, taken out to be asked again. */
  takeOpen(): Write[] {
    return this.open.splice(0);
  }

  /** What was promised since this was asked last. */
  takePromised(): Promised[] {
    return this.promised.splice(0);
  }

  private move({ points = [], held = 0, taken = 0 }: Effect): void {
    for (const { member, by } of points) this.points[member] = (this.points[member] ?? 0) + by;
    this.held += held;
    this.taken += taken;
  }
}
