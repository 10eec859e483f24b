/** Computes jobs of every kind on one replicator, wherever it is: in this process, in a thread, on another machine. */
import type { Replicator } from '../engine/contracts.js';
import { areaTransferables, runAreaBlock } from './area-block.js';
import { BlockRunner, transferables } from './block.js';
import { courseTransferables, runCourseBlock } from './course-block.js';
import { outageTransferables, runOutageBlock } from './outage-block.js';
import { rankTransferables, runRankBlock } from './rank-block.js';
import type { Job, PartialOf } from './runner.js';

/** A partial, and its buffers, which may be transferred. */
export interface Computed { partial: PartialOf<Job>; buffers: ArrayBuffer[] }

/** @returns what computes a job; scratch memory is kept from one to the next */
export function jobRunner(replicator: Replicator): (job: Job) => Computed {
  const blocks = new BlockRunner(replicator), computed = <P extends PartialOf<Job>>(partial: P, buffersOf: (partial: P) => ArrayBuffer[]): Computed => ({ partial, buffers: buffersOf(partial) });
  return (job) => {
    switch (job.kind) {
      case 'block': return computed(blocks.run(job), transferables);
      case 'rank': return computed(runRankBlock(replicator, job), rankTransferables);
      case 'course': return computed(runCourseBlock(replicator, job), courseTransferables);
      case 'outage': return computed(runOutageBlock(replicator, job), outageTransferables);
      case 'areas': return computed(runAreaBlock(replicator, job), areaTransferables);
    }
  };
}
