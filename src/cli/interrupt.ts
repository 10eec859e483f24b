/** Ctrl-C: the first asks for a clean end with what is done, the second ends at once. */
import { ReplaySubject, type Observable } from '../study/rx.js';
import { EXIT } from './exit-codes.js';
import type { Io } from './io.js';

export interface Interrupt {
  /** Emits once: at the first SIGINT or SIGTERM, or at once to whoever subscribes after it. */
  readonly requested$: Observable<void>;
  readonly requested: boolean;
  /** Stops listening. */
  dispose(): void;
}

/** Listens until disposed. @param onAbort what must be tidied before the second signal ends the process */
export function listenForInterrupt(io: Io, onAbort: () => void = () => undefined, said = 'Ending with what is done; once more to abort at once.'): Interrupt {
  const subject = new ReplaySubject<void>(1);
  let requested = false;
  const listener = (): void => {
    if (requested) {
      onAbort();
      process.exit(EXIT.interrupted);
    }
    requested = true;
    io.err(`\n${said}\n`);
    subject.next();
    subject.complete();
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    requested$: subject.asObservable(),
    get requested() { return requested; },
    dispose() { process.off('SIGINT', listener); process.off('SIGTERM', listener); },
  };
}
