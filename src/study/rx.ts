/**
 * The parts of rxjs that a study takes. The package by its name is over 200 files, a tenth of a second of every start and again of every worker
 * thread; these are a quarter of them, and the same objects.
 */
export { BehaviorSubject } from 'rxjs/internal/BehaviorSubject';
export { lastValueFrom } from 'rxjs/internal/lastValueFrom';
export { Observable } from 'rxjs/internal/Observable';
export { concat } from 'rxjs/internal/observable/concat';
export { defer } from 'rxjs/internal/observable/defer';
export { from } from 'rxjs/internal/observable/from';
export { range } from 'rxjs/internal/observable/range';
export { filter } from 'rxjs/internal/operators/filter';
export { finalize } from 'rxjs/internal/operators/finalize';
export { ignoreElements } from 'rxjs/internal/operators/ignoreElements';
export { map } from 'rxjs/internal/operators/map';
export { mergeMap } from 'rxjs/internal/operators/mergeMap';
export { scan } from 'rxjs/internal/operators/scan';
export { switchMap } from 'rxjs/internal/operators/switchMap';
export { take } from 'rxjs/internal/operators/take';
export { takeUntil } from 'rxjs/internal/operators/takeUntil';
export { takeWhile } from 'rxjs/internal/operators/takeWhile';
export { tap } from 'rxjs/internal/operators/tap';
export { toArray } from 'rxjs/internal/operators/toArray';
export { ReplaySubject } from 'rxjs/internal/ReplaySubject';
export type { Subscriber } from 'rxjs/internal/Subscriber';
export type { MonoTypeOperatorFunction, OperatorFunction } from 'rxjs/internal/types';
