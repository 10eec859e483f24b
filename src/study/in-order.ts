/** Results of parallel jobs in the order of their indices, with bounded waiting. */
import { BehaviorSubject, filter, Observable, switchMap, take, type OperatorFunction } from './rx.js';

/** Emits indexed values in order, from `first` on, holding back those that come early. */
export function inOrder<T extends { index: number }>(first: number): OperatorFunction<T, T> {
  return (source) => new Observable((subscriber) => {
    const early = new Map<number, T>();
    let next = first;
    return source.subscribe({
      next(value) {
        early.set(value.index, value);
        for (let ready = early.get(next); ready !== undefined && !subscriber.closed; ready = early.get(next)) {
          early.delete(next++);
          subscriber.next(ready);
        }
      },
      error: (error: unknown) => subscriber.error(error),
      complete: () => subscriber.complete(),
    });
  });
}

/**
 * Back-pressure: a job starts only when its index is less than `window` ahead of what was delivered, so neither the values
 * that wait for a slow predecessor nor the work in vain after a stop can grow.
 */
export class Window {
  private readonly delivered$: BehaviorSubject<number>;

  constructor(first: number, private readonly width: number) {
    this.delivered$ = new BehaviorSubject(first);
  }

  /** Subscribes to `job` as soon as index lies in the window. */
  enter<T>(index: number, job: Observable<T>): Observable<T> {
    return this.delivered$.pipe(filter((next) => index < next + this.width), take(1), switchMap(() => job));
  }

  /** All up to and including this index have been delivered. */
  delivered(index: number): void {
    this.delivered$.next(index + 1);
  }
}
