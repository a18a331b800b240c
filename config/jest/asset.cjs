// Styles and pictures mean nothing to a unit test: every class name and address is the empty string.
module.exports = '';
