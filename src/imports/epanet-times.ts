/** Times as EPANET files write them: `24:00`, `1:30:15`, `6` (hours), `90 MIN`, `6:30 PM`. */

const UNIT_SECONDS: readonly [prefix: string, seconds: number][] = [['SEC', 1], ['MIN', 60], ['HOU', 3600], ['DAY', 86_400]];

/** Seconds of a span of time; undefined if it cannot be read. A bare number is hours. */
export function durationSeconds(text: string, unit?: string): number | undefined {
  const parts = text.split(':');
  if (parts.length > 3 || parts.some((part) => !/^\d*\.?\d+$/.test(part))) return undefined;
  const [first, minutes = 0, seconds = 0] = parts.map(Number);
  const scale = UNIT_SECONDS.find(([prefix]) => unit?.toUpperCase().startsWith(prefix));
  return parts.length === 1 ? Math.round(first! * (scale?.[1] ?? 3600)) : Math.round(first! * 3600 + minutes * 60 + seconds);
}

/** Seconds after midnight of a clock time with AM or PM, or on a 24-hour clock; undefined if it cannot be read. */
export function clockSeconds(text: string, half?: string): number | undefined {
  const seconds = durationSeconds(text);
  if (seconds === undefined) return undefined;
  const upper = half?.toUpperCase();
  if (upper !== 'AM' && upper !== 'PM') return seconds < 86_400 ? seconds : undefined;
  if (seconds >= 13 * 3600) return undefined;
  return (seconds % (12 * 3600)) + (upper === 'PM' ? 12 * 3600 : 0);
}
