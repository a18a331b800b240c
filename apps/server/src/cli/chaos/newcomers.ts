import { setTimeout as pause } from 'node:timers/promises';
import { routes } from '@liuliang/contract';
import { ask } from './client';
import { allConsents, must, type World } from './world';

const WELCOME = 'welcome';
/** A claim of the sender lapses after half a minute; less than a token lives. */
const WELCOMED_WITHIN_MS = 90_000;
const PAUSE_MS = 300;
const PAUSE_MS_UNANSWERED = 1_000;

interface Newcomer {
  readonly person: string;
  readonly token: string;
  readonly joinedAt: number;
}

/** People who join meanwhile. Each is welcomed once: not twice, whatever was killed, and not never. */
export class Newcomers {
  private count = 0;
  private readonly unsettled: string[] = [];
  private readonly joined: Newcomer[] = [];
  welcomed = 0;

  constructor(
    private readonly world: World,
    private readonly name: string,
  ) {}

  /** One after the other, until told to stop; who gets no answer is asked again when they are counted. */
  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const person = `${this.name}-${(this.count += 1)}`;
      const hasJoined = await this.join(person).then(
        () => true,
        () => false,
      );
      if (!hasJoined) this.unsettled.push(person);
      await pause(hasJoined ? PAUSE_MS : PAUSE_MS_UNANSWERED);
    }
  }

  /**
   * Lets everybody join who has not yet, and counts the welcomes. Who waits for one may wait: what a killed worker was
   * about to send is taken up again when its claim has lapsed.
   * @param isLast waits for all of them
   * @returns what is wrong
   */
  async settle(isLast: boolean): Promise<string[]> {
    for (const person of this.unsettled.splice(0)) await this.join(person);
    const problems: string[] = [];
    for (const newcomer of this.joined.splice(0)) {
      const endsAt = newcomer.joinedAt + WELCOMED_WITHIN_MS;
      let welcomes = await this.welcomesOf(newcomer.token);
      while (isLast && welcomes === 0 && performance.now() < endsAt) {
        await pause(250);
        welcomes = await this.welcomesOf(newcomer.token);
      }
      if (welcomes === 0 && performance.now() < endsAt) this.joined.push(newcomer);
      else if (welcomes !== 1) problems.push(`${newcomer.person} was welcomed ${welcomes} times`);
      this.welcomed += welcomes;
    }
    return problems;
  }

  private async join(person: string): Promise<void> {
    const token = await this.world.signIn(person);
    const { method, path } = routes.join;
    const { apis } = this.world;
    const origin = (apis[this.count % apis.length] as (typeof apis)[0]).url;
    const asking = { by: { token }, method, path, body: { consents: allConsents() } };
    const { outcome, code } = await ask(origin, asking);
    // Who has joined already did so when no answer came.
    if (outcome === 'unknown' || (outcome === 'refused' && code !== 'MEMBER_ALREADY_JOINED'))
      throw new Error(code);
    this.joined.push({ person, token, joinedAt: performance.now() });
  }

  private async welcomesOf(token: string): Promise<number> {
    const origin = (this.world.apis[0] as World['apis'][0]).url;
    const { items } = await must(origin, { token }, 'inbox');
    return items.filter(({ template }) => template === WELCOME).length;
  }
}
