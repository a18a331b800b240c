/**
 * House rules that no compiler knows. A check looks at one file and answers the lines that break it; its advice says
 * what to do instead. tidy.spec.ts runs every check over the repository and over its planted violation.
 */
import type { SourceFile } from './source-tree';

export interface TidyCheck {
  name: string;
  advice: string;
  /** Which files it looks at. */
  covers(path: string): boolean;
  /** Line numbers, from 1, that break the rule. */
  faults(file: SourceFile): number[];
  /** A file that must be caught, and one that must not. */
  planted: SourceFile;
  harmless: SourceFile;
}

const LINES_MAX = 600;

const isCode = (path: string): boolean => /\.(ts|tsx|mts|mjs|cjs|js|jsx)$/.test(path);
const isTest = (path: string): boolean => /\.(spec|e2e|data|test)\.(ts|tsx|mjs)$/.test(path);
const isGenerated = (path: string): boolean => path.includes('/generated/') || path === 'package-lock.json';
// The checks themselves must be able to spell what they forbid.
const isTidy = (path: string): boolean => path.startsWith('test/architecture/');
const isProductCode = (path: string): boolean =>
  /^(apps\/[^/]+|libs\/[^/]+|sandbox)\/src\//.test(path) && isCode(path);
/** Sources and the data beside them, as far as people read what they say. */
const isProductText = (path: string): boolean =>
  /^(apps\/[^/]+|libs\/[^/]+)\/src\/.*\.(ts|tsx|json|html)$/.test(path) &&
  !isTest(path) &&
  !isGenerated(path);
/** Features of the mini-program whose words only guides read. */
const GUIDE_FEATURES = ['customers', 'guide', 'pickup', 'wallet'];
const isForColleagues = (path: string): boolean =>
  path.startsWith('apps/console/') ||
  GUIDE_FEATURES.some((feature) => path.startsWith(`apps/miniprogram/src/features/${feature}/`));

const file = (path: string, text: string): SourceFile => ({ path, text });

/** Lines that match, comments included or not. */
function linesMatching(text: string, pattern: RegExp, { comments = true } = {}): number[] {
  const body = comments ? text : withoutComments(text);
  return body.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}

/** Blanks comments but keeps the line numbers. */
function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1');
}

export const TIDY_CHECKS: TidyCheck[] = [
  {
    name: 'files are short enough to read',
    advice: `Split by use case or noun; ${LINES_MAX} lines is the end, 200 the aim.`,
    covers: (path) => (isCode(path) || path.endsWith('.scss')) && !isGenerated(path),
    faults: ({ text }) => (text.trimEnd().split('\n').length > LINES_MAX ? [LINES_MAX + 1] : []),
    planted: file('libs/domain/src/tiers/all.ts', 'export {};\n'.repeat(LINES_MAX + 1)),
    harmless: file('libs/domain/src/tiers/all.ts', 'export {};\n'.repeat(LINES_MAX)),
  },
  {
    name: 'passwords cost less in suites alone',
    advice: 'Hash at the cost that passwords.ts names; only testing/ and specs may set another.',
    covers: (path) =>
      isProductCode(path) &&
      path !== 'apps/server/src/platform/auth/passwords.ts' &&
      !path.startsWith('apps/server/src/testing/') &&
      !isTest(path),
    faults: ({ text }) => linesMatching(text, /\bsetPasswordCost\b/, { comments: false }),
    planted: file('apps/server/src/main.ts', 'setPasswordCost({ logN: 1, r: 1, p: 1 });\n'),
    harmless: file('apps/server/src/main.ts', 'hashPassword(password);\n'),
  },
  {
    name: 'the environment is read in one place',
    advice: 'Take the value from the typed Env; platform/env.ts reads it once.',
    covers: (path) =>
      isProductCode(path) &&
      // worker.ts sets the role before anything reads it.
      !['apps/server/src/platform/env.ts', 'apps/server/src/worker.ts'].includes(path) &&
      !isTest(path) &&
      !path.startsWith('libs/testkit/') &&
      !path.startsWith('apps/server/src/testing/'),
    // The build replaces NODE_ENV and TARO_ENV by constants; nothing is read at run time.
    faults: ({ text }) =>
      linesMatching(text, /process\.env\b(?!\.(NODE_ENV|TARO_ENV)\b)/, { comments: false }),
    planted: file('apps/server/src/modules/points/service.ts', 'const zone = process.env.ZONE;'),
    harmless: file('apps/miniprogram/src/platform/request.ts', "if (process.env.TARO_ENV === 'h5') start();"),
  },
  {
    name: 'rules take time and chance as arguments',
    advice: 'Hand in nowMs or a seeded generator: the same data must always give the same answer.',
    covers: (path) => path.startsWith('libs/domain/src/') && isCode(path) && !isTest(path),
    faults: ({ text }) =>
      linesMatching(
        text,
        /\bDate\.now\(|\bMath\.random\(|\bnew Date\(\s*\)|\bperformance\.now\(|\brandomUUID\(/,
        { comments: false },
      ),
    planted: file('libs/domain/src/tiers/review.ts', 'const today = new Date();'),
    harmless: file('libs/domain/src/tiers/review.ts', 'const at = new Date(nowMs); // never Date.now()'),
  },
  {
    name: 'nothing is left for later',
    advice: 'Do it now, or file an issue and delete the marker.',
    covers: (path) => !isGenerated(path) && !isTidy(path),
    faults: ({ text }) => linesMatching(text, /\b(TODO|FIXME|XXX|HACK)\b/),
    planted: file('apps/server/src/main.ts', '// TODO: graceful stop'),
    harmless: file('apps/server/src/main.ts', 'const todo = tasks.filter(isOpen);'),
  },
  {
    name: 'no rule is switched off',
    advice: 'Fix the cause. A type error that a test wants is @ts-expect-error with its reason.',
    covers: (path) => isCode(path) && !isTidy(path),
    faults: ({ text }) =>
      linesMatching(text, /eslint-disable|@ts-ignore|@ts-nocheck|prettier-ignore|istanbul ignore/),
    planted: file('apps/server/src/main.ts', '// eslint-disable-next-line no-console'),
    harmless: file('apps/server/src/main.spec.ts', '// @ts-expect-error: the route cannot answer this code'),
  },
  {
    name: 'no module waits for itself',
    advice: 'forwardRef hides a cycle. Let one side publish an event, or lift the common part.',
    covers: (path) => isCode(path) && !isTidy(path),
    faults: ({ text }) => linesMatching(text, /\bforwardRef\b/),
    planted: file('apps/server/src/modules/points/module.ts', 'imports: [forwardRef(() => MembersModule)],'),
    harmless: file('apps/console/src/ui/field.tsx', 'const Field = React.useRef(null);'),
  },
  {
    name: 'every test runs',
    advice: 'A skipped test proves nothing and an only hides the others. Mend it or delete it.',
    covers: (path) => isTest(path) && !isTidy(path),
    faults: ({ text }) =>
      linesMatching(
        text,
        /\b(describe|it|test)\.(only|skip|todo|failing)\b|\b(fdescribe|fit|xdescribe|xit|xtest)\(/,
        { comments: false },
      ),
    planted: file('libs/domain/src/tiers/tiers.spec.ts', "it.skip('goes down one level', () => {});"),
    harmless: file('libs/domain/src/tiers/tiers.spec.ts', 'it.each(rows)(name, check);'),
  },
  {
    name: 'a page has one title',
    advice: 'Exactly one line starting with "# ", as the first heading.',
    covers: (path) => path.endsWith('.md'),
    faults: ({ text }) => titleFaults(text),
    planted: file('docs/guide/start.md', '# Start\n\ntext\n\n# Stop\n'),
    harmless: file('docs/guide/start.md', '# Start\n\n```sh\n# a comment in a shell\n```\n\n## Then\n'),
  },
  {
    name: 'nothing names one machine or mirror',
    advice: 'Use a path from the root of the repository, and leave the package registry to each machine.',
    covers: (path) => !isTidy(path),
    faults: ({ text }) =>
      linesMatching(
        text,
        /(^|[\s"'`(=])\/(home|Users)\/[\w.-]+\/|(^|[\s"'`(=])\/(root|work|tmp)\/|\bregistry\.[\w-]+\.(org|com|net|cn)\b|[A-Z]:\\Users\\/,
      ),
    planted: file('package-lock.json', '"resolved": "https://registry.npmjs.org/zod/-/zod-4.6.7.tgz"'),
    harmless: file('apps/console/src/app/router.tsx', "navigate('/customers/home/');"),
  },
  {
    name: 'SQL is written in queries',
    advice:
      'Move the statement to queries.ts, migrations.ts or platform/db, where it is run on both engines.',
    covers: (path) =>
      path.startsWith('apps/server/src/') &&
      isCode(path) &&
      !isTest(path) &&
      !/(^|[./])(queries|entities|migrations)\.ts$|\/platform\/db\/|\/src\/testing\//.test(path),
    faults: ({ text }) =>
      linesMatching(text, /\b(SELECT\s.+\sFROM|INSERT (IGNORE )?INTO|UPDATE\s+\S+\s+SET|DELETE FROM)\b/, {
        comments: false,
      }),
    planted: file(
      'apps/server/src/modules/points/service.ts',
      "await tx.query('SELECT id FROM points_lots');",
    ),
    harmless: file(
      'apps/server/src/modules/points/points.queries.ts',
      "await tx.query('SELECT id FROM points_lots');",
    ),
  },
  {
    name: 'dialogs of the console are the one of ours',
    advice: 'Dialog or ConfirmDialog: what was typed stays on a click beside it, and the focus goes back.',
    covers: (path) => /^apps\/console\/src\/.*\.tsx$/.test(path) && path !== 'apps/console/src/ui/dialog.tsx',
    faults: ({ text }) => linesMatching(text, /\b(Modal|Popconfirm)\b.*from 'antd'/),
    planted: file('apps/console/src/features/gifts/gifts.page.tsx', "import { Button, Modal } from 'antd';"),
    harmless: file('apps/console/src/features/gifts/gifts.page.tsx', "import { Button, Input } from 'antd';"),
  },
  {
    name: 'mobile numbers are invented',
    advice:
      'Use a number with four zeros in a row (138 0000 1234), or the textbook 138 0013 8000: nobody should find their own in a test.',
    covers: (path) => !isGenerated(path) && !isTidy(path) && !path.endsWith('.svg'),
    faults: ({ text }) =>
      linesMatching(text, /(?<![\w.-])(?!(1[3-9]\d)00(?:\1)000)1[3-9](?!\d*0000)\d{9}(?![\w.-])/),
    planted: file('libs/testkit/src/people.ts', "const mobile = '13912345678';"),
    harmless: file('libs/testkit/src/people.ts', "const mobile = '13900001234'; const atMs = 1767225600000;"),
  },
  {
    name: 'members are addressed as 您',
    advice:
      'Members are 您 everywhere; words for guides stand in features of their own (see GUIDE_FEATURES).',
    covers: (path) =>
      isProductText(path) && /^apps\/(miniprogram|server)\//.test(path) && !isForColleagues(path),
    faults: ({ text }) => linesMatching(text, /你/, { comments: false }),
    planted: file('apps/miniprogram/src/features/gifts/words.zh.ts', "waiting: '等你来取',"),
    harmless: file('apps/miniprogram/src/features/wallet/words.zh.ts', "wechat: '需你确认收款',"),
  },
  {
    name: 'guides and operators are addressed as 你',
    advice: 'They are colleagues: 你, never 您.',
    covers: (path) => isProductText(path) && isForColleagues(path),
    faults: ({ text }) => linesMatching(text, /您/, { comments: false }),
    planted: file('apps/console/src/features/access/words.ts', "me: '您',"),
    harmless: file('apps/miniprogram/src/features/gifts/words.zh.ts', "waiting: '等您来取',"),
  },
  {
    name: 'what everybody may read addresses nobody',
    advice:
      'Refusals and rules in words are read by members, guides and operators alike: say it without 你 or 您.',
    // The policy that a brand begins with speaks to its customers alone.
    covers: (path) => isProductText(path) && path.startsWith('libs/') && !path.endsWith('/first-policy.ts'),
    faults: ({ text }) => linesMatching(text, /[你您]/, { comments: false }),
    planted: file('libs/contract/src/limits/errors.ts', "entry(409, '除您以外没有人可以复核发布', ''),"),
    harmless: file('libs/contract/src/limits/errors.ts', "entry(409, '没有别的人可以复核发布', ''),"),
  },
];

function titleFaults(text: string): number[] {
  const withoutCode = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, (block) => block.replace(/[^\n]/g, ''));
  const titles = linesMatching(withoutCode, /^# /);
  if (titles.length === 1) return [];
  return titles.length === 0 ? [1] : titles.slice(1);
}
