/** The packets that a worker has at hand, each with its threads. The least recently used go when nobody uses them. */
import type { Redis } from 'ioredis';
import type { StudyPacket } from '../../study/packet.js';
import type { Runner } from '../../study/runner.js';
import { threadRunner } from '../threads.js';
import { fetchPacket } from './packets.js';

interface Model { runner: Promise<Runner>; users: number; lastUsed: number }

export class Models {
  private readonly models = new Map<string, Model>();
  private uses = 0;

  /** @param most packets kept when nobody uses them */
  constructor(private readonly redis: Redis, private readonly threads: number, private readonly allowModules: boolean, private readonly most = 2) {}

  /** Lends the runner of a packet to `work`; the one under which something failed is not lent again. Errors: those of fetchPacket, and of `work`. */
  async use<T>(hash: string, work: (runner: Runner) => Promise<T>): Promise<T> {
    const model = this.models.get(hash) ?? this.make(hash);
    model.users++;
    model.lastUsed = ++this.uses;
    try {
      return await work(await model.runner);
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
    const runner = fetchPacket(this.redis, hash, this.allowModules).then((packet: StudyPacket) => threadRunner(packet, { workers: this.threads }));
    const model: Model = { runner, users: 0, lastUsed: 0 };
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
  await model.runner.then((runner) => runner.close(), () => undefined);
}
