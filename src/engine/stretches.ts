/** A replication told from one instant to the next: for what integrates over time, or asks at many times, without a part in the usual loop. */
import type { Stretch } from './contracts.js';
import type { Kernel } from './kernel.js';
import type { PassObserver } from './replication.js';

/** Runs to the horizon, instant by instant; `look` is told how things stand before each, and until the horizon. */
export function walkStretches(k: Kernel, run: (observer: PassObserver | null, endKey: number) => void, observer: PassObserver | null, look: (stretch: Stretch) => void): void {
  const { fork, horizonTicks } = k.scenario;
  const stretch: Stretch = {
    fromTick: 0, untilTick: 0, level: k.level, touched: k.touched, touchedCount: 0, seen: k.seen, touchedNeeds: k.touchedNeeds, touchedNeedCount: 0, startSeen: k.baseline.seen, people: k.people, guests: k.guests,
  };
  for (let from = 0; from < horizonTicks; ) {
    const next = Math.min(horizonTicks, Math.floor(k.queue.peek() / 8), fork === undefined || k.forked ? Infinity : fork.tick);
    if (next > from) {
      stretch.fromTick = from;
      stretch.untilTick = next;
      stretch.touchedCount = k.touchedCount;
      stretch.touchedNeedCount = k.touchedNeedCount;
      look(stretch);
    }
    from = next;
    run(observer, Math.min(k.horizonKey, (next + 1) * 8));
  }
}
