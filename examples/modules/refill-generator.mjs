// A reactive policy: when the hospital's substation has been dark for two hours, a mobile bowser fills the generator's tank.
// Operators run on simulation time, because the clock of the replication is an RxJS scheduler.
import { filter, map, switchMap, take, takeUntil, timer } from 'rxjs';

const HOURS = 3_600_000;

export const policies = [
  ({ events$, clock }) => {
    const of = (kind) => events$.pipe(filter((e) => e.asset === 'sub-quay' && e.kind === kind));
    return of('fall').pipe(
      switchMap(() => timer(2 * HOURS, clock).pipe(takeUntil(of('rise')))),
      take(1),
      map(() => ({ do: 'refill', asset: 'hospital' })),
    );
  },
];
