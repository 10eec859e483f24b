/** A pass run to its end or until it is stopped; its state kept on disk meanwhile, so that it can be continued to the same bits. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fromEvent, lastValueFrom, NEVER, takeUntil, tap } from 'rxjs';
import { Ledger } from './ledger.js';
import type { RowPlan } from './row-plan.js';
import { runPlan, type PassOptions } from './run-plan.js';

/** The passes of one study, one after the other. */
export interface PassContext extends PassOptions {
  signal?: AbortSignal;
  /** Folder of the state; undefined: none is kept. */
  folder?: string;
  /** Continue from what is in the folder. */
  resume: boolean;
  /** What must be the same to continue. */
  identity: object;
  /** A pass begins. */
  onPass?: (id: string) => void;
  /** Rows done in this pass. */
  onRows?: (rows: number) => void;
}

/** Time decides only when a copy is written, never what is in it. */
const SAVE_EVERY_MS = 30_000;

export const statePath = (folder: string, pass: string): string => join(folder, `${pass.replaceAll('/', '+')}.partial.bin`);

/** @returns the ledger; of fewer rows than the plan's when stopped, its state saved. Errors: those of runPlan, RESUME_MISMATCH, PARTIAL_CORRUPT. */
export async function runPass(plan: RowPlan, assets: number, context: PassContext): Promise<Ledger> {
  const ledger = new Ledger(plan.rows, assets), { folder, signal } = context, path = folder === undefined ? undefined : statePath(folder, plan.id), identity = { ...context.identity, pass: plan.id, rows: plan.rows };
  context.onPass?.(plan.id);
  if (context.resume && path !== undefined) ledger.load(path, identity);
  let savedAt = performance.now();
  try {
    if (signal?.aborted !== true) {
      await lastValueFrom(runPlan(plan, ledger, context).pipe(
        takeUntil(signal === undefined ? NEVER : fromEvent(signal, 'abort')),
        tap(() => {
          context.onRows?.(ledger.rows);
          if (path === undefined || performance.now() - savedAt < SAVE_EVERY_MS) return;
          ledger.save(path, identity);
          savedAt = performance.now();
        }),
      ), { defaultValue: undefined });
    }
  } finally {
    // A finished pass is kept too: those after it may be stopped.
    if (path !== undefined && ledger.blocks > 0) ledger.save(path, identity);
  }
  return ledger;
}

/** Removes the state of passes when the study has ended. */
export function removeStates(folder: string, passes: Iterable<string>): void {
  for (const pass of passes) rmSync(statePath(folder, pass), { force: true });
}
