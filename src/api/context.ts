/** What routes work with; made once by `startService`, or by a test. */
import type { StudyDispatcher } from '../jobs/study-dispatcher.js';
import type { JobPool } from '../jobs/pool.js';
import type { Rankings } from '../jobs/rankings.js';
import type { DocumentKind } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { ServiceConfig } from './config.js';

export interface ServiceContext {
  config: ServiceConfig;
  store: Store;
  /** Has a document read again that a job has changed; undefined: it always is. */
  forgetDocument?: (kind: DocumentKind, id: string) => void;
  /** Short work: reading, checking, replays, tables. */
  desk: JobPool;
  studies: StudyDispatcher;
  rankings: Rankings;
  now: () => Date;
  /** Whether the service is ending: what is open may finish, nothing new should come. */
  draining: () => boolean;
}
