/** Ctrl-C and SIGTERM: heard whenever they come. */
import { EMPTY, firstValueFrom, lastValueFrom, NEVER, takeUntil } from 'rxjs';
import { afterEach, expect, it } from 'vitest';
import { listenForInterrupt, type Interrupt } from '../../../src/cli/interrupt.js';

let interrupt: Interrupt | undefined;
afterEach(() => interrupt?.dispose());

/** Only our own listener: others of this process are not to end it. */
const signal = (): void => { (process.listeners('SIGTERM').at(-1) as () => void)(); };

it('a signal is told to who waits for it, and to who asks only afterwards', async () => {
  const said: string[] = [];
  interrupt = listenForInterrupt({ err: (text: string) => { said.push(text); } } as never, undefined, 'Ending.');
  const before = firstValueFrom(interrupt.requested$);
  expect(interrupt.requested).toBe(false);
  signal();
  await before;
  expect([interrupt.requested, said]).toEqual([true, ['\nEnding.\n']]);
  await firstValueFrom(interrupt.requested$);
  await lastValueFrom(NEVER.pipe(takeUntil(interrupt.requested$)), { defaultValue: EMPTY });
});
