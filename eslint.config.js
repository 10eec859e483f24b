// Rules that the compiler does not know. Determinism first: results have the same bits on every machine, so nothing that
// computes them may ask the clock, the platform's random numbers or its language.
import tseslint from 'typescript-eslint';

const RANDOM = { object: 'Math', property: 'random', message: 'Draws are counter-based: src/random/draws.ts.' };
const LOCALE = ['localeCompare', 'toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase'].map((property) => ({
  property, message: 'Depends on the machine\'s language. Compare strings with < and >.',
}));
/** Math functions whose last bits differ between engines; src/numerics/elementary.ts has its own. */
const INEXACT = ['exp', 'log', 'log10', 'log2', 'log1p', 'expm1', 'pow', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'cbrt', 'hypot']
  .map((property) => ({ object: 'Math', property, message: 'Its last bits depend on the platform: use src/numerics/elementary.ts.' }));

export default tseslint.config(
  { ignores: ['dist/', 'results/', 'coverage/', 'node_modules/'] },
  {
    files: ['src/**/*.ts', 'tests/**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { project: './tsconfig.check.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      // The compiler option noUncheckedIndexedAccess makes it part of reading a typed array.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // `== null` asks for null and undefined at once.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-properties': ['error', RANDOM, ...LOCALE],
    },
  },
  {
    // What computes results: no clock, no language, no inexact functions.
    files: ['src/{engine,random,numerics,network,imports,hazards,damage,sectors,outcomes}/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...['Date', 'performance', 'process', 'Intl'].map((name) => ({ name, message: 'Results depend on nothing but model, scenario and seed.' }))],
      'no-restricted-properties': ['error', RANDOM, ...LOCALE, ...INEXACT],
    },
  },
  {
    // Rules bound to one state hold its arrays by `var`: V8 checks at each use of a captured `const` whether it has been assigned, and those checks take up room for inlining (D-162).
    files: ['src/engine/{buffers,damage,fall,marks,needs,replication,rise,supply,way-back}.ts'],
    rules: { 'no-var': 'off' },
  },
  {
    // The same of what joins them into results; here Date and Intl read the scenario's start and the region's clock.
    files: ['src/study/**/*.ts'],
    rules: { 'no-restricted-properties': ['error', RANDOM, ...LOCALE, ...INEXACT, { object: 'Date', property: 'now', message: 'Time is no part of a result.' }] },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      'no-console': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/require-array-sort-compare': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error', 'no-restricted-properties': ['error', RANDOM, ...LOCALE] },
  },
);
