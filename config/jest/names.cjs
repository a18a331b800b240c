/** What the names of our libraries lead to in tests: their sources, so that nothing has to be built before. */
module.exports = {
  '^@liuliang/(contract|domain|testkit)$': '<rootDir>/libs/$1/src/index.ts',
  '^@liuliang/contract/(errors|error-texts|limits)$': '<rootDir>/libs/contract/src/generated/$1.ts',
  '^@liuliang/(contract|domain|testkit)/(.+)$': '<rootDir>/libs/$1/src/$2',
  '^@liuliang/sandbox$': '<rootDir>/sandbox/src/index.ts',
};
