/**
 * What the compiler lets pass and we do not. Few rules, each worth stopping for: layout is prettier's, imports between
 * folders are dependency-cruiser's, house rules about text are test/architecture/tidy-checks.ts.
 */
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { exactAmounts } from './config/eslint/exact-amounts.mjs';
import { spreadArguments } from './config/eslint/spread-arguments.mjs';
import { wholeNumbers } from './config/eslint/whole-numbers.mjs';

/** Where every number is points, growth, fen or an instant. */
const WHOLE = [
  'libs/domain/src/{ledger,earning,tiers,settlement}/**/*.ts',
  'apps/server/src/modules/{adjustments,earning,exchange,gifts,ledger,ledger-audit,ledger-explorer,order-points,orders,points,settlement,tiers,transfers}/**/*.ts',
];
const TESTS = ['**/*.spec.{ts,tsx}', '**/*.test.mjs', 'test/**'];
// Everything that this very Node offers.
const NODE_GLOBALS = Object.fromEntries(
  Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']),
);

export default tseslint.config(
  {
    ignores: ['**/node_modules/', '**/dist/', '.cache/', '.data/', 'coverage/', '**/fixtures/'],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // A function fits on a screen.
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 4],
      'no-implicit-coercion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['apps/*/src/**', 'libs/*/src/**', 'sandbox/src/**'],
    // The server logs through platform/log.ts, which knows what may be written down about a person.
    rules: { 'no-console': 'error' },
  },
  {
    // Tables of data in the shape of code.
    files: ['**/entities.ts', '**/tables.ts', '**/migrations/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.tsx'],
    // Markup is long and flat; what decides anything belongs in a hook or a function beside it.
    rules: { 'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['libs/domain/**/*.ts', 'libs/contract/**/*.ts', 'apps/server/**/*.ts'],
    plugins: { local: { rules: { 'exact-amounts': exactAmounts } } },
    rules: { 'local/exact-amounts': 'error' },
  },
  {
    // Where lists grow with the data.
    files: ['libs/domain/src/**/*.ts', 'apps/server/src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'apps/server/src/testing/**'],
    plugins: { lists: { rules: { spread: spreadArguments } } },
    rules: { 'lists/spread': 'error' },
  },
  {
    files: WHOLE,
    ignores: ['**/*.spec.ts'],
    plugins: { whole: { rules: { numbers: wholeNumbers } } },
    rules: { 'whole/numbers': 'error' },
  },
  {
    // Where a forgotten await loses a write: the only rules that need types, and the only folder that pays for them.
    files: ['apps/server/src/**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  {
    files: ['apps/{console,miniprogram}/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['apps/{console,miniprogram}/src/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@liuliang/contract',
              message: 'It brings zod into the browser: use its client, error-texts or limits.',
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    languageOptions: {
      globals: { ...NODE_GLOBALS, module: 'writable', require: 'readonly', __dirname: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: TESTS,
    // A describe block is a list, not a function to hold in mind.
    rules: { 'max-lines-per-function': 'off' },
  },
);
