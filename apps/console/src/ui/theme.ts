import { theme as antdTheme, type ThemeConfig } from 'antd';

/**
 * The value of a colour token, for what cannot take a CSS variable: antd derives hover and active shades from real
 * colours, and charts draw them. Takes `--primary` or `var(--primary)`.
 */
export function cssColour(token: string): string {
  const name = /--[a-z0-9-]+/.exec(token)?.[0];
  return name ? getComputedStyle(document.documentElement).getPropertyValue(name).trim() : token;
}

/** antd in the console's tokens. Call it after `data-theme` is set on the document. */
export function themeConfig(isDark: boolean, isMotionReduced: boolean): ThemeConfig {
  return {
    algorithm: isDark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: cssColour('--primary'),
      colorInfo: cssColour('--info'),
      colorSuccess: cssColour('--good'),
      colorWarning: cssColour('--attention'),
      colorError: cssColour('--danger'),
      colorLink: cssColour('--primary'),
      colorText: cssColour('--ink'),
      colorTextSecondary: cssColour('--ink-soft'),
      colorTextTertiary: cssColour('--ink-faint'),
      colorTextPlaceholder: cssColour('--ink-faint'),
      colorBgContainer: cssColour('--surface'),
      colorBgElevated: cssColour('--surface'),
      colorBgLayout: cssColour('--paper'),
      colorBorder: cssColour('--line-strong'),
      colorBorderSecondary: cssColour('--line'),
      fontFamily: cssColour('--font'),
      borderRadius: 8,
      controlHeight: 34,
      controlHeightSM: 28,
      motion: !isMotionReduced,
    },
    components: {
      Button: { primaryColor: cssColour('--on-primary'), primaryShadow: 'none', defaultShadow: 'none' },
    },
  };
}
