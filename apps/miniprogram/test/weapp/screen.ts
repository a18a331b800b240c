/**
 * The screen of one page. Taro keeps a tree of nodes in `data.root` and changes it by setData with paths; the tree is
 * what WeChat's templates draw, so reading it is reading the screen.
 */

/** A node as Taro's templates see it: `v` its words, `cl` its class, `st` its style, `cn` what is inside. */
interface TreeNode {
  readonly sid?: string;
  readonly uid?: string;
  readonly v?: string;
  readonly cl?: string;
  readonly st?: string;
  readonly cn?: readonly TreeNode[];
  /** What is read aloud; config/aria.cjs puts it into the templates. */
  readonly role?: string;
  readonly ariaLabel?: string;
  readonly ariaChecked?: boolean;
}

interface Placed {
  readonly node: TreeNode;
  readonly around: readonly TreeNode[];
}

/** An event as WeChat hands it to the page's handler. */
export interface ScreenEvent {
  readonly type: string;
  readonly detail: Record<string, unknown>;
}

/** The page object that the built code registered, as far as the screen needs it. */
export interface ScreenPage {
  data: { root?: TreeNode };
  setData?: (changes: Record<string, unknown>, done?: () => void) => void;
  eh(event: object): void;
}

export type Words = string | RegExp;

export interface Screen {
  text(): string;
  style(): string;
  /** What a screen reader says of everything that has a role. */
  spoken(): { role: string; name: string; isChecked: boolean | undefined }[];
  press(words: Words, event?: ScreenEvent): void;
  /** For what has no words, such as a switch: the n-th thing of a class. */
  pressShape(className: string, index: number, event?: ScreenEvent): void;
  /** How many things of a class there are, for what has no words. */
  count(className: string): number;
  /** What the first thing of a class is drawn with, by whatever short names the build gives it. */
  drawnWith(className: string): readonly unknown[];
  type(value: string): void;
  /** The handle of what shows these words, as WeChat names it. */
  idOf(words: Words): string;
}

const TAP: ScreenEvent = { type: 'tap', detail: {} };

/** @param later runs something after the present call, and counts as the app being busy until then */
export function createScreen(page: ScreenPage, later: (run: () => void) => void): Screen {
  page.setData = (changes, done) => {
    for (const [path, value] of Object.entries(changes)) put(page.data, path, value);
    // WeChat answers later, never within the call.
    later(() => done?.());
  };

  const nodes = (): Placed[] => [...walk(page.data.root, [])];
  const text = (): string => linesOf(page.data.root).join('\n');

  function find(words: Words): Placed {
    // A sheet is drawn after, and over, what it covers: the last one is the one on top.
    const hit = nodes()
      .filter(({ node }) => says(node, words))
      .at(-1);
    if (hit === undefined) throw new Error(`Nothing on the screen says ${String(words)}:\n${text()}`);
    return hit;
  }

  const shapes = (className: string): Placed[] =>
    nodes().filter(({ node }) => node.cl?.split(' ').includes(className));

  /** Sends one event to a node and, as WeChat does, to everything around it. */
  function send({ node, around }: Placed, { type, detail }: ScreenEvent): void {
    const target = handleOf(node);
    for (const one of [node, ...[...around].reverse()]) {
      // Words have no handlers: a press on them lands on what holds them.
      if (one.sid === undefined || one.v !== undefined) continue;
      page.eh({ type, detail, target, currentTarget: handleOf(one), timeStamp: Date.now(), mark: {} });
    }
  }

  return {
    text,
    style: () => nodes()[1]?.node.st ?? '',
    spoken: () => nodes().flatMap(({ node }) => spokenOf(node)),
    press: (words, event = TAP) => send(find(words), event),
    idOf: (words) => holderOf(find(words)).id ?? '',
    count: (className) => shapes(className).length,
    drawnWith: (className) => Object.values(shapes(className)[0]?.node ?? {}),
    pressShape: (className, index, event = TAP) => {
      const shape = shapes(className)[index];
      if (shape === undefined) throw new Error(`There is no ${className} number ${index} on the screen`);
      send(shape, event);
    },
    type: (value) => {
      const fields = nodes().filter(({ node }) => node.cl?.split(' ')[0] === 'field');
      // A field with a look of its own, like a search, only where there is no plain one.
      const field = fields.filter(({ node }) => node.cl === 'field').at(-1) ?? fields.at(-1);
      if (field === undefined) throw new Error(`There is nothing to type into:\n${text()}`);
      send({ node: field.node, around: [] }, { type: 'input', detail: { value, cursor: value.length } });
    },
  };
}

const handleOf = ({ uid, sid }: TreeNode) => ({ id: uid ?? sid, dataset: { sid } });

/** The handle of what holds these words: words have none. */
function holderOf({ node, around }: Placed): ReturnType<typeof handleOf> {
  const holders = [...around, node].filter(({ v, sid }) => v === undefined && sid !== undefined);
  return handleOf(holders.at(-1) ?? node);
}

/** What a screen reader says of a node that has a role. */
function spokenOf(node: TreeNode): ReturnType<Screen['spoken']> {
  if (node.role === undefined) return [];
  const name = node.ariaLabel ?? linesOf(node).join(' ');
  return [{ role: node.role, name, isChecked: node.ariaChecked }];
}

const says = ({ v }: TreeNode, words: Words): boolean =>
  v !== undefined && (typeof words === 'string' ? v === words : words.test(v));

function* walk(node: TreeNode | undefined, around: readonly TreeNode[]): Generator<Placed> {
  if (node === undefined) return;
  yield { node, around };
  for (const child of node.cn ?? []) yield* walk(child, [...around, node]);
}

/** Words side by side in one element are one line, as on the screen. */
function linesOf(node: TreeNode | undefined): string[] {
  const lines: string[] = [];
  let line = '';
  for (const child of node?.cn ?? []) {
    if (child.v !== undefined) {
      line += child.v;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    lines.push(...linesOf(child));
  }
  return line === '' ? lines : [...lines, line];
}

/** Sets `root.cn.[0].cl` and the like. */
function put(data: object, path: string, value: unknown): void {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  const last = keys.pop() ?? '';
  let at = data as Record<string, unknown>;
  for (const key of keys) at = (at[key] ??= {}) as Record<string, unknown>;
  at[last] = value;
}
