export interface BadService {
  port: number;
  tokens: { reader: string; runner: string };
  admin: string;
  pid: number;
  log: string[];
  get(path: string): Promise<Response>;
  exited(): boolean;
  close(): Promise<void>;
}
export interface BadReport {
  /** By sort: how often which status and code. */
  answers: Record<string, Record<string, number>>;
  wrong: { kind: string; request: string; answer: string }[];
}
export function startBadService(): Promise<BadService>;
export function contentsOf(service: BadService): Promise<Record<string, string[]>>;
export function sendBadRequests(service: Pick<BadService, 'port' | 'tokens'>, n: number, options?: { seed?: number; onAnswer?: (done: number) => void | Promise<void> }): Promise<BadReport>;
