/**
 * Colours that the colour-blind tell apart: lines from Okabe and Ito (2008, "Color Universal Design"), shades from a
 * light-to-dark blue-violet-black ramp whose lightness falls evenly, so it also reads in grey print.
 */

export const LINE = { blue: '#0072b2', vermilion: '#d55e00', green: '#009e73', purple: '#cc79a7', orange: '#e69f00', sky: '#56b4e9', ink: '#1a1a1a', grey: '#767676' } as const;

/** Ends of the ramp and two stops between, as RGB. */
const RAMP: readonly (readonly [number, number, number])[] = [[253, 231, 37], [53, 183, 121], [49, 104, 142], [68, 1, 84]];

/** Shade of a share 0..1: yellow (0) over green and blue to dark violet (1), after viridis. */
export function shade(share: number): string {
  const at = Math.min(1, Math.max(0, share)) * (RAMP.length - 1);
  const i = Math.min(RAMP.length - 2, Math.floor(at));
  const mix = RAMP[i]!.map((from, k) => Math.round(from + (RAMP[i + 1]![k]! - from) * (at - i)));
  return `#${mix.map((v) => v.toString(16).padStart(2, '0')).join('')}`;
}

/** Pale tint of a share 0..1 for table cells under dark text: white to a mid blue. */
export function tint(share: number): string {
  const s = Math.min(1, Math.max(0, share));
  const mix = [255, 255, 255].map((w, k) => Math.round(w + ([110, 170, 220][k]! - w) * s));
  return `#${mix.map((v) => v.toString(16).padStart(2, '0')).join('')}`;
}
