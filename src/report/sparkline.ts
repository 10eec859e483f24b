/** A curve in one line of text. */

const BARS = '▁▂▃▄▅▆▇█';

/** `values` in `width` characters: each the greatest value of its stretch, scaled to `top`; `·` where nothing is lost. */
export function sparkline(values: readonly number[], width: number, top: number): string {
  if (values.length === 0 || width < 1) return '';
  let line = '';
  for (let i = 0; i < width; i++) {
    const from = Math.floor((i * values.length) / width);
    const to = Math.max(from + 1, Math.floor(((i + 1) * values.length) / width));
    let greatest = 0;
    for (let k = from; k < to; k++) greatest = Math.max(greatest, values[k] ?? 0);
    line += greatest <= 0 || top <= 0 ? '·' : BARS[Math.min(BARS.length - 1, Math.floor((greatest / top) * BARS.length))]!;
  }
  return line;
}
