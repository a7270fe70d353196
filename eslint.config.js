import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

const deepImport = { regex: '^#libs/[^/]+/', message: 'Import a library through its index.' };

/** What the files may not import. A later fence replaces an earlier one for the same file. */
const fence = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.data/', '.cache/', 'bench/results/', '*.config.js'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-extraneous-class': [
        'error',
        { allowWithDecorator: true, allowStaticOnly: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 350 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'Name what you export: no wildcard barrels.' },
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Configuration is parsed once, in libs/platform/src/config; take it from there.',
        },
      ],
    },
  },
  fence(['**/*.ts'], [deepImport]),
  fence(['libs/**/*.ts'], [deepImport, { group: ['**/apps/**'], message: 'A library knows no app.' }]),
  fence(
    ['libs/contracts/**/*.ts', 'libs/problems/**/*.ts'],
    [{ regex: '^#libs/', message: 'contracts and problems import no other library.' }],
  ),
  fence(
    ['apps/!(standalone)/**/*.ts'],
    [
      deepImport,
      {
        group: ['../**/src/**'],
        message: 'An app never imports another app: call it or listen to its events.',
      },
    ],
  ),
  {
    files: [
      'libs/platform/src/config/**',
      'libs/testing/**',
      'test/**',
      'bench/**',
      'apps/standalone/src/demo/**',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.spec.ts', 'test/**'], rules: { 'max-lines-per-function': 'off' } },
  prettier,
);
