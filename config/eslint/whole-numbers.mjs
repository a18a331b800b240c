/**
 * Local lint rule for the folders in which every number is whole: points, growth, fen, instants. There a division, a
 * decimal literal or a rounding of a float is a mistake wherever it stands, because a float may be in between.
 * `floorRatio` and its neighbours in libs/domain/src/shared divide exactly and name their direction.
 */
const messages = {
  divide: 'A division makes a float. Use floorRatio or another exact function of libs/domain/src/shared.',
  decimal: 'Only whole numbers here: say it in a smaller unit (percent, permille, fen per 100 points).',
  rounding: '{{ name }} rounds a float. Divide exactly with a function of libs/domain/src/shared instead.',
};

const ROUNDING = new Set(['round', 'floor', 'ceil', 'trunc', 'fround']);
const FLOAT_METHODS = new Set(['toFixed', 'toPrecision']);

/** How many rows a list of values has: whole by construction. */
const isLength = (node) => node.type === 'MemberExpression' && node.property.name === 'length';

export const wholeNumbers = {
  meta: { type: 'problem', schema: [], messages },
  create(context) {
    return {
      BinaryExpression(node) {
        if (node.operator !== '/' || (isLength(node.left) && isLength(node.right))) return;
        // BigInt division is exact: `a / 3n`, `BigInt(a) / BigInt(b)`.
        if (![node.left, node.right].some(isBig)) context.report({ node, messageId: 'divide' });
      },
      AssignmentExpression(node) {
        if (node.operator === '/=') context.report({ node, messageId: 'divide' });
      },
      Literal(node) {
        if (typeof node.value === 'number' && !Number.isSafeInteger(node.value)) {
          context.report({ node, messageId: 'decimal' });
        }
      },
      CallExpression({ callee }) {
        const name = callee.type === 'MemberExpression' ? callee.property.name : callee.name;
        const isOfMath = callee.type === 'MemberExpression' && callee.object.name === 'Math';
        if ((isOfMath && ROUNDING.has(name)) || FLOAT_METHODS.has(name) || name === 'parseFloat') {
          context.report({ node: callee, messageId: 'rounding', data: { name } });
        }
      },
    };
  },
};

function isBig(node) {
  if (node.type === 'Literal') return typeof node.value === 'bigint';
  return node.type === 'CallExpression' && node.callee.name === 'BigInt';
}
