/** The packets that a worker has at hand, each with its threads. The least recently used go when nobody uses them. */
import type { Redis } from 'ioredis';
import type { StudyPacket } from '../../study/packet.js';
import { packingThreads, type PackingThreads } from '../threads.js';
import { fetchPacket } from './packets.js';

interface Model { threads: Promise<PackingThreads>; users: number; lastUsed: number }

export class Models {
  private readonly models = new Map<string, Model>();
  private uses = 0;

  /** @param workers threads for each packet @param most packets kept when nobody uses them */
  constructor(private readonly redis: Redis, private readonly workers: number, private readonly allowModules: boolean, private readonly most = 2) {}

  /** Lends the threads of a packet to `work`; the one under which something failed is not lent again. Errors: those of fetchPacket, and of `work`. */
  async use<T>(hash: string, work: (threads: PackingThreads) => Promise<T>): Promise<T> {
    const model = this.models.get(hash) ?? this.make(hash);
    model.users++;
    model.lastUsed = ++this.uses;
    try {
      return await work(await model.threads);
    } catch (error) {
      // Its workers may be gone for good. That one alone goes: others may be at work already with the one that took its place.
      if (this.models.get(hash) === model) this.models.delete(hash);
      await closed(model);
      throw error;
    } finally {
      model.users--;
      await this.dismiss();
    }
  }

  async close(): Promise<void> {
    const all = [...this.models.values()];
    this.models.clear();
    await Promise.all(all.map(closed));
  }

  private make(hash: string): Model {
    const threads = fetchPacket(this.redis, hash, this.allowModules).then((packet: StudyPacket) => packingThreads(packet, { workers: this.workers }));
    const model: Model = { threads, users: 0, lastUsed: 0 };
    this.models.set(hash, model);
    return model;
  }

  private async dismiss(): Promise<void> {
    const idle = [...this.models].filter(([, { users }]) => users === 0).sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
    for (const [hash, model] of idle.slice(0, Math.max(0, this.models.size - this.most))) {
      this.models.delete(hash);
      await closed(model);
    }
  }
}

async function closed(model: Model): Promise<void> {
  await model.threads.then((threads) => threads.close(), () => undefined);
}
