// Stands in for packages that the browser build leaves out (h5.ts): whatever is asked of them does nothing.
module.exports = new Proxy({}, { get: () => () => undefined });
