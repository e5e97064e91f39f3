import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Which project may import which: two dimensions, every matching row must hold; there is no "* -> *". */
const depConstraints = [
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: [
      'type:domain',
      'type:contracts',
      'type:adapter',
      'type:platform',
      'type:testing',
    ],
    bannedExternalImports: ['kafkajs', 'opossum'],
  },
  { sourceTag: 'type:console', onlyDependOnLibsWithTags: ['type:contracts'] },
  { sourceTag: 'type:domain', onlyDependOnLibsWithTags: ['type:domain'] },
  {
    sourceTag: 'type:contracts',
    onlyDependOnLibsWithTags: ['type:contracts'],
  },
  {
    sourceTag: 'type:adapter',
    onlyDependOnLibsWithTags: ['type:contracts', 'type:platform', 'type:testing'],
  },
  { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:platform', 'type:testing'] },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:testing', 'type:contracts'] },
  {
    sourceTag: 'type:e2e',
    onlyDependOnLibsWithTags: ['type:contracts', 'type:testing', 'type:platform', 'type:adapter'],
  },
  ...[
    'shared',
    'gateway',
    'console',
    'trigger-evaluator',
    'customer-service',
    'ticket-writer',
    'zendesk-sandbox',
    'cli',
    'local',
    'bench',
  ].map((scope) => ({
    sourceTag: `scope:${scope}`,
    onlyDependOnLibsWithTags: [...new Set([`scope:${scope}`, 'scope:shared'])],
  })),
];

const kafkaClient = {
  name: 'kafkajs',
  message: 'Only libs/event-log speaks to Kafka; depend on its port.',
};
const breaker = { name: 'opossum', message: 'Only libs/zendesk owns the circuit breaker.' };
const orm = {
  name: 'typeorm',
  message: 'Only persistence/ folders and libs/platform import typeorm; take a Transaction.',
};
const testingLibrary = { name: '@parley/testing', message: 'libs/testing is for specs only.' };
const restrict = (...paths) => ['error', { paths }];

const clockAndRandom = [
  { object: 'Date', property: 'now', message: 'Pure code takes the time as an argument.' },
  { object: 'Math', property: 'random', message: 'Pure code takes ids as arguments.' },
];
const impureGlobals = [
  'process',
  'console',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'Buffer',
].map((name) => ({ name, message: 'Pure libraries do no I/O and read no clock (architecture: rooms).' }));

const specs = [
  '**/*.spec.ts',
  '**/testing/**/*.ts',
  'libs/testing/**/*.ts',
  'deploy/e2e/**/*.ts',
  '**/test/**/*.ts',
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/generated/**',
      '.nx/**',
      '.parley/**',
      'libs/testing/src/lint/fixtures/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setImmediate: 'readonly',
        performance: 'readonly',
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
        TextDecoder: 'readonly',
        structuredClone: 'readonly',
      },
    },
  },
  {
    files: ['**/*.{ts,tsx,mjs,cjs}'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
      'no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['libs/*/src/lint-fixture.ts', 'apps/*/src/lint-fixture.ts'],
          defaultProject: 'libs/contracts/tsconfig.json',
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: [], depConstraints, banTransitiveDependencies: false },
      ],
      'no-restricted-imports': restrict(kafkaClient, breaker, orm, testingLibrary),
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a string union or "as const".' },
        {
          selector: 'TSAsExpression > TSAsExpression[typeAnnotation.type="TSUnknownKeyword"]',
          message: 'No "as unknown as": parse or narrow instead.',
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      // Nest's options are classes by declaration and plain objects by documentation; kafkajs's enum is re-declared by Nest.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['libs/sync-policy/src/**/*.ts', 'libs/ticket-content/src/**/*.ts'],
    ignores: specs,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ regex: '^[^.]', message: 'Pure libraries import nothing but their own files.' }],
        },
      ],
      'no-restricted-globals': ['error', ...impureGlobals],
      'no-restricted-properties': ['error', ...clockAndRandom],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Pure code takes the time as an argument.',
        },
        { selector: 'TSEnumDeclaration', message: 'Use a string union or "as const".' },
      ],
    },
  },
  {
    files: ['libs/event-log/**/*.ts'],
    rules: { 'no-restricted-imports': restrict(breaker, orm, testingLibrary) },
  },
  {
    files: ['libs/zendesk/**/*.ts'],
    rules: { 'no-restricted-imports': restrict(kafkaClient, orm, testingLibrary) },
  },
  {
    files: ['**/persistence/**/*.ts', 'libs/platform/**/*.ts'],
    rules: { 'no-restricted-imports': restrict(kafkaClient, breaker, testingLibrary) },
  },
  {
    // What runs in a browser takes types from the contracts, and no code of services or of Node.
    files: ['apps/console/src/**/*.ts', 'apps/console/src/**/*.tsx'],
    ignores: specs,
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^@parley/', allowTypeImports: true, message: 'The console takes types only.' },
            { regex: '^node:', message: 'There is no Node in a browser.' },
          ],
        },
      ],
      'no-restricted-globals': ['error', ...['process', 'Buffer', 'require'].map((name) => ({ name }))],
    },
  },
  {
    // The baselines are what others would write: kafkajs and TypeORM as they come.
    files: ['bench/**/*.ts'],
    rules: {
      'no-restricted-imports': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@nx/enforce-module-boundaries': 'off',
    },
  },
  {
    files: specs,
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
