/** Clocks and calendars of the region. */

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** An instant as clocks on the spot show it: year, month from 0, hour of the week with its fraction from Monday 00:00, and milliseconds as if it were UTC. */
export function localTime(instant: string, timeZone: string): { year: number; month: number; hourOfWeek: number; ms: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone, year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: string): string => parts.find((p) => p.type === type)!.value, number = (type: string): number => Number(part(type));
  const hour = number('hour'), minute = number('minute'), second = number('second');
  return {
    year: number('year'), month: number('month') - 1, hourOfWeek: WEEKDAYS.indexOf(part('weekday')) * 24 + hour + minute / 60 + second / 3600,
    ms: Date.UTC(number('year'), number('month') - 1, number('day'), hour, minute, second),
  };
}
