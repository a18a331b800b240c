/**
 * Suites run in the realm of Node itself instead of a realm of their own, so that packages of node_modules and our own
 * modules are loaded once per worker (see loaded.cjs), and `instanceof` still means what it says. Only the files of tests
 * are loaded afresh for every suite.
 */
const vm = require('node:vm');
const { ModuleMocker } = require('jest-mock');
const { ModernFakeTimers } = require('@jest/fake-timers');
require('./typescript.cjs');

const HERE = vm.createContext();
const compileFunction = vm.compileFunction;
/** By its text, what V8 made of a module: every suite compiles the same ones. */
const compiled = new Map();
// jest compiles every module for the realm that the environment names; ours has no name of its own.
vm.compileFunction = (code, parameters, options) => {
  if (options?.parsingContext !== HERE) return compileFunction(code, parameters, options);
  const cachedData = compiled.get(code);
  const made = compileFunction(code, parameters, {
    ...options,
    parsingContext: undefined,
    cachedData,
    produceCachedData: cachedData === undefined,
  });
  if (made.cachedData) compiled.set(code, made.cachedData);
  return made;
};

globalThis[Symbol.for('liuliang.require')] = require;

module.exports = class NodeRealm {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.exit = process.exit;
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    process.exit = this.exit;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return HERE;
  }
};
