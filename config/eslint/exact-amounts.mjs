/**
 * Local lint rule: money (`…Fen`) and points (`…Points`) are integers and are rounded by functions that name their
 * direction. `Math.round` has none that a reader sees, `toFixed` makes text of a float, and `parseFloat` starts one.
 */
const AMOUNT = /(Fen|Points|BasisPoints)$|^(fen|points|basisPoints)$/;

const messages = {
  parseFloat:
    'parseFloat makes a float. Parse integers (fen, points) exactly, or use a decimal helper of libs/domain/src/shared.',
  round:
    'Math.round on {{ name }}: use a rounding function of libs/domain/src/shared that names its direction.',
  toFixed: '{{ name }}.toFixed makes text from a float: amounts are formatted by the screen, from integers.',
};

export const exactAmounts = {
  meta: { type: 'problem', schema: [], messages },
  create(context) {
    return {
      CallExpression(node) {
        const callee = calledName(node.callee);
        if (callee === 'parseFloat' || callee === 'Number.parseFloat')
          context.report({ node, messageId: 'parseFloat' });
        if (callee === 'Math.round') {
          const name = amountWithin(node.arguments[0]);
          if (name) context.report({ node, messageId: 'round', data: { name } });
        }
        if (node.callee.type === 'MemberExpression' && node.callee.property.name === 'toFixed') {
          const name = amountWithin(node.callee.object);
          if (name) context.report({ node, messageId: 'toFixed', data: { name } });
        }
      },
    };
  },
};

/** The first amount in an arithmetic expression, by its name. */
function amountWithin(node) {
  switch (node?.type) {
    case 'Identifier':
      return AMOUNT.test(node.name) ? node.name : undefined;
    case 'MemberExpression':
      return amountWithin(node.property);
    case 'BinaryExpression':
      return amountWithin(node.left) ?? amountWithin(node.right);
    case 'UnaryExpression':
      return amountWithin(node.argument);
    case 'CallExpression':
      return node.arguments.map(amountWithin).find(Boolean);
    default:
      return undefined;
  }
}

function calledName(callee) {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  return callee.object.type === 'Identifier' ? `${callee.object.name}.${callee.property.name}` : undefined;
}
