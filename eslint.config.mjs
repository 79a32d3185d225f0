// ESLint: what Prettier does not see. Run by script/lint.
import js from '@eslint/js';
import globals from 'globals';

const shared = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-implicit-globals': 'error',
  'no-shadow': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

// The widget stands in pages that are not ours: no code from strings, no markup from strings but where
// the core's HTML is put into a shadow root (those lines say so).
const inPages = {
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-console': ['error', { allow: ['warn'] }],
};

export default [
  { ignores: ['build/', 'dist/', 'node_modules/'] },
  js.configs.recommended,
  { languageOptions: { ecmaVersion: 2023, sourceType: 'module' }, rules: shared },
  {
    files: ['web/**/*.js', 'web/**/*.mjs'],
    languageOptions: { globals: { ...globals.browser } },
    rules: inPages,
  },
  {
    files: ['script/**/*.mjs', 'tests/**/*.mjs', 'bench/**/*.mjs', 'examples/**/*.mjs', '*.mjs'],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    // Functions in these files are carried into a page and run there.
    files: ['tests/browser/**/*.mjs', 'tests/xss/judge.mjs', 'bench/**/*.mjs'],
    languageOptions: { globals: { ...globals.browser } },
  },
  {
    files: ['examples/**/*.js'],
    languageOptions: { sourceType: 'script', globals: { ...globals.browser } },
  },
];
