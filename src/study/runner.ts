/** Who computes blocks: this process, threads, later other machines. The study does not see the difference. */
import type { Observable } from 'rxjs';
import type { BlockJob, BlockPartial } from './block.js';
import type { AreaJob, AreaPartial } from './area-block.js';
import type { CourseJob, CoursePartial } from './course-block.js';
import type { OutageJob, OutagePartial } from './outage-block.js';
import type { RankJob, RankPartial } from './rank-block.js';
import type { StudyShape } from './shape.js';

export type Job = BlockJob | RankJob | CourseJob | OutageJob | AreaJob;
/** What a job of each kind leaves behind. */
export interface Partials { block: BlockPartial; rank: RankPartial; course: CoursePartial; outage: OutagePartial; areas: AreaPartial }
export type PartialOf<J extends Job> = Partials[J['kind']];

export interface Runner {
  /** Jobs worth having under way at once. */
  readonly lanes: number;
  /** What the numbers stand for; rejects when no Replicator could be made. */
  readonly shape: Promise<StudyShape>;
  /** Cold: subscribing orders the job, unsubscribing gives it up. One partial, then completion. */
  run<J extends Job>(job: J): Observable<PartialOf<J>>;
  /** Ends workers; jobs under way end with RUNNER_CLOSED. */
  close(): Promise<void>;
}
