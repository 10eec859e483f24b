/** Computes jobs of every kind on one replicator, wherever it is: in this process, in a thread, on another machine. */
import type { Replicator } from '../engine/contracts.js';
import { runAreaBlock } from './area-block.js';
import { BlockRunner } from './block.js';
import { runCourseBlock } from './course-block.js';
import { runOutageBlock } from './outage-block.js';
import { runRankBlock } from './rank-block.js';
import type { Job, PartialOf } from './runner.js';

/** @returns what computes a job; scratch memory is kept from one to the next */
export function jobRunner(replicator: Replicator): (job: Job) => PartialOf<Job> {
  const blocks = new BlockRunner(replicator);
  return (job) => {
    switch (job.kind) {
      case 'block': return blocks.run(job);
      case 'rank': return runRankBlock(replicator, job);
      case 'course': return runCourseBlock(replicator, job);
      case 'outage': return runOutageBlock(replicator, job);
      case 'areas': return runAreaBlock(replicator, job);
    }
  };
}
