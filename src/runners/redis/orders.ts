/** What a job of the queue says: a study, its packet, and a run of orders. JSON, as BullMQ keeps it. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { CascadeError } from '../../errors.js';
import { fromBytes, toBytes } from '../../study/plain-bytes.js';
import type { Job } from '../../study/runner.js';

/** An order: the runner's number for it, and what is to be computed. Results are kept by this number. */
export interface Order { number: number; job: Job }

export interface OrdersData {
  study: string;
  /** SHA-256 of the packet. */
  packet: string;
  /** Orders, compressed, in base64. */
  orders: string;
}

/** No job of the queue is larger than this, whatever its bytes claim. */
const MOST_BYTES = 1 << 28;
const MOST_REPLICATIONS = 1 << 20;

export const ordersData = (study: string, packet: string, orders: readonly Order[]): OrdersData =>
  ({ study, packet, orders: brotliCompressSync(toBytes(orders), { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }).toString('base64') });

/** @throws CascadeError DATA_UNREADABLE */
export function ordersOf(data: unknown): { study: string; packet: string; orders: Order[] } {
  const { study, packet, orders } = (typeof data === 'object' && data !== null ? data : {}) as Partial<OrdersData>;
  if (typeof study !== 'string' || !/^[\w-]{1,64}$/.test(study) || typeof packet !== 'string' || !/^[0-9a-f]{64}$/.test(packet) || typeof orders !== 'string') throw unreadable('no study, packet and orders');
  let list: unknown;
  try {
    list = fromBytes(brotliDecompressSync(Buffer.from(orders, 'base64'), { maxOutputLength: MOST_BYTES }));
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
  if (!Array.isArray(list) || !list.every(isOrder)) throw unreadable('orders of another form');
  return { study, packet, orders: list };
}

const unreadable = (why: string): CascadeError => new CascadeError('DATA_UNREADABLE', `a job in Redis is none of Hazcade: ${why}`);
/** Of jobs; every kind has to be here. */
const KINDS: Record<Job['kind'], true> = { block: true, rank: true, course: true, outage: true, areas: true };

const isCount = (value: unknown, most: number): boolean => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;

function isOrder(value: unknown): value is Order {
  const { number, job } = (value ?? {}) as Partial<Order>;
  const { kind, index, first, count } = (job ?? {}) as Partial<Job>;
  return isCount(number, Number.MAX_SAFE_INTEGER) && Object.hasOwn(KINDS, kind ?? '') && isCount(index, 2 ** 40) && isCount(first, 2 ** 48) && isCount(count, MOST_REPLICATIONS);
}
