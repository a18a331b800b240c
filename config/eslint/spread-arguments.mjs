/**
 * Local lint rule: a call takes each item of `...items` as an argument on the stack, and dies where the list has some
 * hundred thousand of them. So a list is handed over as a list: `appendTo`, `leastOf` and `greatestOf` of the domain do
 * it for the usual calls. Where a list is short for a reason, the reason stands before it: `f(/* bounded: why *\/ ...list)`.
 */
const REASON = /^\s*bounded: \S/;

const messages = {
  spread:
    'A list that grows with the data ends the stack here. Use appendTo, leastOf or greatestOf of libs/domain, or say why it is short: /* bounded: why */ before it.',
};

export const spreadArguments = {
  meta: { type: 'problem', schema: [], messages },
  create(context) {
    const check = ({ arguments: given }) => {
      for (const node of given) {
        // A list that is written out in place is as long as it looks, unless it spreads another one itself.
        if (node.type !== 'SpreadElement' || isWrittenOut(node.argument)) continue;
        const before = context.sourceCode.getCommentsBefore(node);
        if (!before.some(({ value }) => REASON.test(value))) context.report({ node, messageId: 'spread' });
      }
    };
    return { CallExpression: check, NewExpression: check };
  },
};

const isWrittenOut = (node) =>
  node.type === 'ArrayExpression' && node.elements.every((one) => one?.type !== 'SpreadElement');
