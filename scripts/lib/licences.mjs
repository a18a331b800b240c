/** What the packages of the product are licensed under, and which of that the product may be made of. */

/** Licences that ask for no more than their text and their names. */
export const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
];

/** Packages under another licence, each with why it may stay. */
export const EXCEPTIONS = {
  'caniuse-lite': {
    licence: 'CC-BY-4.0',
    reason: 'data that the build of the mini-program reads; not shipped',
  },
  lightningcss: { licence: 'MPL-2.0', reason: 'a compiler of style sheets, used unchanged; not shipped' },
  'webpack-chain': {
    licence: 'MPL-2.0',
    reason: 'part of the mini-program’s build, used unchanged; not shipped',
  },
};

/** Packages of the lock file that are not for development alone, with their licences. */
export function packagesOf(lock) {
  return Object.entries(lock.packages)
    .filter(([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link)
    .map(([path, { version, license }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license ?? 'unknown',
    }));
}

/** Whether an expression of SPDX can be met: all of what is joined by AND, one of what is joined by OR. */
export function isAllowed(expression, allowed = ALLOWED) {
  const text = expression.trim().replace(/^\((.*)\)$/, '$1');
  // None of the packages nests parentheses; one that does is refused and looked at.
  if (/[()]/.test(text)) return false;
  return text.split(' OR ').some((part) => part.split(' AND ').every((one) => allowed.includes(one.trim())));
}

/** Packages of one maker that come apart by machine: `lightningcss-linux-x64-gnu` belongs to `lightningcss`. */
const exceptionOf = (exceptions, name) =>
  Object.keys(exceptions).find((one) => name === one || name.startsWith(`${one}-`));

/** What is wrong, as sentences: packages that may not be used, and exceptions that nothing needs. */
export function licenceFaults(packages, allowed = ALLOWED, exceptions = EXCEPTIONS) {
  const needed = new Set();
  const faults = [];
  for (const { name, version, licence } of packages) {
    if (isAllowed(licence, allowed)) continue;
    const exception = exceptionOf(exceptions, name);
    if (exception !== undefined && exceptions[exception].licence === licence) needed.add(exception);
    else faults.push(`${name} ${version} is under ${licence}`);
  }
  for (const name of Object.keys(exceptions))
    if (!needed.has(name)) faults.push(`nothing needs the exception for ${name}`);
  return faults;
}
