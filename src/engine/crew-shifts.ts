/** Working hours of crews: windows of the week, in ticks since the scenario's start. */
import type { CompiledShift } from './compiled-recovery.js';

/** True when crews work at a tick; a shift's last tick is no longer worked. */
export function onDuty({ ends, starts, weekTicks }: CompiledShift, tick: number): boolean {
  const at = tick - Math.floor(tick / weekTicks) * weekTicks;
  for (let i = 0; i < starts.length; i++) if (at >= starts[i]! && at < ends[i]!) return true;
  return false;
}

/** The first tick from `tick` on at which crews work. */
export function nextDuty({ ends, starts, weekTicks }: CompiledShift, tick: number): number {
  const week = Math.floor(tick / weekTicks) * weekTicks, at = tick - week;
  for (let i = 0; i < starts.length; i++) if (at < ends[i]!) return week + Math.max(at, starts[i]!);
  return week + weekTicks + starts[0]!;
}

/** The tick at which work of some ticks is done that begins at `from` at the earliest and goes on in working hours only. */
export function endOfWork({ ends, starts, weekTicks, workTicks }: CompiledShift, from: number, ticks: number): number {
  // All weeks but the last: the end of a shift is an end of work, not the start of the next.
  const weeks = ticks > workTicks ? Math.ceil(ticks / workTicks) - 1 : 0;
  let left = ticks - weeks * workTicks;
  for (let week = Math.floor(from / weekTicks) * weekTicks, earliest = from; ; week += weekTicks, earliest = week) {
    for (let i = 0; i < starts.length; i++) {
      const begin = Math.max(earliest, week + starts[i]!), length = week + ends[i]! - begin;
      if (length <= 0) continue;
      if (left <= length) return begin + left + weeks * weekTicks;
      left -= length;
    }
  }
}
