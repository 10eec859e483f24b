/** Studies of the store, run in processes of a pool. */
import type { Store, StudyStore } from '../store/store.js';
import { publishStudy } from './channel.js';
import { Dispatcher, type DispatcherOptions, type ToldAt, type WorkQueue } from './dispatcher.js';
import type { JobPool } from './pool.js';
import type { RunStudyInput, StudyTold } from './tasks/run-study.js';

export interface StudyDispatcherOptions extends Pick<DispatcherOptions<StudyTold>, 'concurrent' | 'now' | 'onTrouble'>, Omit<RunStudyInput, 'id' | 'holder'> {
  store: Store;
  /** One process a study. */
  pool: JobPool;
  /** A study has ended here, or was given back: its row has changed. */
  onEnd?: (id: string) => void;
}

/** How far a study is that runs here. */
export type StudyToldAt = ToldAt<StudyTold>;

export class StudyDispatcher extends Dispatcher<StudyTold> {
  constructor({ store, pool, onEnd, concurrent, now, onTrouble, ...limits }: StudyDispatcherOptions) {
    super({
      queue: queueOf(store.studies), what: 'study', concurrent, now, onTrouble,
      async work(id, holder, signal, onTold) {
        return (await pool.run('run-study', { id, holder, ...limits }, { signal, onMessage: (told) => onTold(told as StudyTold) })).end === 'done';
      },
      onNews: (study, running, progress) => {
        if (!running) onEnd?.(study);
        publishStudy({ source: this, study, running, progress });
      },
    });
  }
}

function queueOf(studies: StudyStore): WorkQueue<StudyTold> {
  return {
    claim: async (holder, now, until) => (await studies.claim(holder, now, until))?.id,
    renew: (id, holder, until) => studies.renew(id, holder, until),
    release: (id, holder) => studies.release(id, holder),
    fail: (id, holder, error, now) => studies.fail(id, holder, error, now),
    async *running() {
      let cursor: string | undefined;
      do {
        const page = await studies.list({ subject: '' }, { status: 'running', limit: 100, cursor });
        for (const { id, lease } of page.items) if (lease !== undefined) yield { id, holder: lease.holder };
        cursor = page.cursor;
      } while (cursor !== undefined);
    },
  };
}
