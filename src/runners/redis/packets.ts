/**
 * Packets in Redis: each once, under the SHA-256 of its bytes, compressed, in chunks. Whoever fetches one checks the hash, so that it is the
 * packet the job means; what is made of it is data, never code (study/plain-bytes.ts), and modules that it names are imported only where
 * the worker's owner said so.
 */
import { createHash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import type { Redis } from 'ioredis';
import { CascadeError } from '../../errors.js';
import type { StudyPacket } from '../../study/packet.js';
import { fromBytes, toBytes } from '../../study/plain-bytes.js';
import { PACKET_SECONDS, packetKey } from './keys.js';

const CHUNK_BYTES = 32 << 20;
/** Largest packet that is taken, unpacked: some millions of assets. */
const MOST_BYTES = 2 ** 32 - 1;

const compress = promisify(brotliCompress), decompress = promisify(brotliDecompress);

/** A packet ready to be stored. */
export interface PackedPacket { hash: string; compressed: Uint8Array }

/** @throws CascadeError DATA_NOT_PLAIN */
export async function pack(packet: StudyPacket): Promise<PackedPacket> {
  const bytes = toBytes(packet);
  return { hash: createHash('sha256').update(bytes).digest('hex'), compressed: await compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }) };
}

/** Stores a packet if it is not there, and renews its time. */
export async function storePacket(redis: Redis, { hash, compressed }: PackedPacket): Promise<void> {
  const key = packetKey(hash);
  if ((await redis.expire(key, PACKET_SECONDS)) === 1) return;
  const chunks = Math.max(1, Math.ceil(compressed.length / CHUNK_BYTES)), temporary = `${key}:${randomUUID()}`;
  for (let i = 0; i < chunks; i++) {
    await redis.hset(temporary, String(i), Buffer.from(compressed.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES)));
    await redis.expire(temporary, PACKET_SECONDS);
  }
  await redis.multi().hset(temporary, 'chunks', chunks).rename(temporary, key).exec();
}

/** Fetches a packet. @throws CascadeError PACKET_MISSING (it may come again), PACKET_CORRUPT, PACKET_NAMES_MODULE */
export async function fetchPacket(redis: Redis, hash: string, allowModules: boolean): Promise<StudyPacket> {
  const key = packetKey(hash), chunks = Number(await redis.hget(key, 'chunks') ?? NaN), parts: Buffer[] = [];
  for (let i = 0; i < chunks; i++) parts.push(await redis.hgetBuffer(key, String(i)) ?? missing(hash));
  if (parts.length === 0) missing(hash);
  const bytes = await decompress(Buffer.concat(parts), { maxOutputLength: MOST_BYTES }).catch((error: Error) => corrupt(hash, error.message));
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== hash) corrupt(hash, `its hash is ${found}`);
  const packet = fromBytes(bytes) as StudyPacket;
  const module = packet.replicatorModule ?? packet.policyModule;
  if (module !== undefined && !allowModules) {
    throw new CascadeError('PACKET_NAMES_MODULE', `the study names a module, ${String(module)}, and this worker imports none that it is told over Redis; start it with --allow-modules where all who can write to that Redis may run code here`);
  }
  return packet;
}

function missing(hash: string): never {
  throw new CascadeError('PACKET_MISSING', `the packet ${hash} is not in Redis`);
}

function corrupt(hash: string, why: string): never {
  throw new CascadeError('PACKET_CORRUPT', `the packet ${hash} in Redis is not what its name says: ${why}`);
}
