/**
 * A brand brings one colour. Everything readable on it, or made of it, is worked out here so that any choice keeps a
 * contrast of 4.5:1 (WCAG 2.2, 1.4.3), in light and in dark.
 */
type Rgb = readonly [red: number, green: number, blue: number];

const TEXT_CONTRAST_MIN = 4.5;
const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [28, 32, 30];
const LIGHT_PAPER: Rgb = [246, 244, 239];
const DARK_SURFACE: Rgb = [30, 33, 31];

export function parseHex(hex: string): Rgb | null {
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex.trim());
  return match === null
    ? null
    : [parseInt(match[1] ?? '', 16), parseInt(match[2] ?? '', 16), parseInt(match[3] ?? '', 16)];
}

const toHex = (colour: Rgb): string =>
  `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Whole steps of 255, because that is what a screen shows and what contrast must be judged by. */
const mix = (from: Rgb, to: Rgb, share: number): Rgb =>
  [0, 1, 2].map((part) =>
    Math.round((from[part] ?? 0) + ((to[part] ?? 0) - (from[part] ?? 0)) * share),
  ) as unknown as Rgb;

/** The colour moved towards `target` just far enough to be read on `ground`. */
function readableOn(ground: Rgb, colour: Rgb, target: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mix(colour, target, share);
    if (contrast(candidate, ground) >= TEXT_CONTRAST_MIN) return candidate;
  }
  return target;
}

export interface BrandColours {
  /** Fill of buttons and of the member card; carries `on`. */
  readonly fill: string;
  /** The second tone of the card's fill. */
  readonly fillDeep: string;
  /** Text and icons on `fill`. */
  readonly on: string;
  /** The brand colour as text on light paper, and on dark surfaces. */
  readonly textOnLight: string;
  readonly textOnDark: string;
}

const FALLBACK: Rgb = [15, 94, 82];

export function brandColours(hex: string): BrandColours {
  const given = parseHex(hex) ?? FALLBACK;
  const on = contrast(given, WHITE) >= contrast(given, INK) ? WHITE : INK;
  const fill = readableOn(on, given, on === WHITE ? [0, 0, 0] : WHITE);
  return {
    fill: toHex(fill),
    fillDeep: toHex(on === WHITE ? mix(fill, [0, 0, 0], 0.28) : mix(fill, WHITE, 0.28)),
    on: toHex(on),
    textOnLight: toHex(readableOn(LIGHT_PAPER, given, [0, 0, 0])),
    textOnDark: toHex(readableOn(DARK_SURFACE, given, WHITE)),
  };
}
