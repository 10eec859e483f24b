export interface ServiceProcess { url: string; pid: number; log(): string; kill(signal: NodeJS.Signals): Promise<void> }
export interface StudyAnswer { id: string; status: string; digest?: string; done: number; planned: number; attempts: number; error?: { code: string; message: string } }
export function startProcess(folder: string, options?: { workers?: number; shell?: string; args?: string[] }): Promise<ServiceProcess>;
export const QUIET: string[];
export function ask<T = StudyAnswer>(url: string, method?: string, body?: unknown): Promise<T>;
export function ended(base: string, id: string, everyMs?: number): Promise<StudyAnswer>;
/** Ids of the processes that a process has started. */
export function childrenOf(pid: number): number[];
