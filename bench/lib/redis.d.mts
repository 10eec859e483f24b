export const redisProgram: string | undefined;

export interface RedisServer {
  url: string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Its process; another one after a start. */
  readonly pid: number;
  /** Starts it again on its port, with what it kept: nothing unless durable. */
  start(): Promise<void>;
  stop(): Promise<void>;
}
export function redisServer(setup?: { durable?: boolean; options?: string[] }): Promise<RedisServer>;

export interface WorkerProcess { kill(): Promise<void>; pid: number; stop(): Promise<void> }
export function workerProcess(url: string, setup?: { threads?: number; lockMs?: number; allowModules?: boolean }): Promise<WorkerProcess>;
