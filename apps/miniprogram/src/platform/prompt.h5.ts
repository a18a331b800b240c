import { answerInDemo } from './demo.h5';
import { chosenPerson } from './person.h5';
import type { Prompted } from './prompt.port';

/** A browser has no WeChat that asks; in the demo the sandbox does, and is always allowed. */
export const canPrompt = (): boolean => chosenPerson() !== null;

export async function prompt(templateIds: readonly string[]): Promise<Prompted> {
  const person = chosenPerson();
  const isAllowed = person !== null && (await answerInDemo(person, templateIds).catch(() => false));
  if (!isAllowed) return { outcome: 'unavailable' };
  const answers = templateIds.map((templateId) => ({
    templateId,
    answer: 'accept' as const,
    isKept: false,
  }));
  return { outcome: 'answered', answers };
}
