/** Of ARIA, what the screens say about themselves; the name of the attribute, and of what Taro keeps of it. */
const SPOKEN = {
  'aria-role': 'role',
  'aria-label': 'ariaLabel',
  'aria-checked': 'ariaChecked',
  'aria-expanded': 'ariaExpanded',
  'aria-disabled': 'ariaDisabled',
  'aria-level': 'ariaLevel',
  'aria-modal': 'ariaModal',
  'aria-hidden': 'ariaHidden',
};
const spoken = Object.entries(SPOKEN)
  .map(([attribute, key]) => `${attribute}="{{i.${key}}}"`)
  .join(' ');

/**
 * A plugin of Taro's build. Its templates draw only the properties it knows, and it knows none of these: without them
 * WeChat reads nothing out.
 */
module.exports = (ctx) =>
  ctx.modifyBuildAssets(({ assets }) => {
    const template = assets['base.wxml'];
    if (template === undefined) return;
    const text = String(template.source()).replace(/<(view|button|input) /g, `<$1 ${spoken} `);
    assets['base.wxml'] = { source: () => text, size: () => Buffer.byteLength(text) };
  });
