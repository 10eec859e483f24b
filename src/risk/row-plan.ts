/**
 * What a pass of a catalogue study runs: rows (replications), in groups of one scenario each, in fixed blocks that cross no group. Row numbers,
 * blocks and their order depend on nothing but the catalogue, so the merged result has the same bits on any number of workers.
 */
import type { CourseRow } from '../study/course-block.js';
import type { PreparedStudy } from '../study/prepare.js';

/** Rows in a block. A constant of the method. */
export const BLOCK_ROWS = 256;

export interface RowGroup {
  study: PreparedStudy;
  /** Number of its first row, and how many there are. */
  first: number;
  count: number;
  /** @param row number within the pass */
  build(row: number): CourseRow;
}

export interface RowPlan {
  /** Tells passes of one study apart: `pilot`, `main`. */
  id: string;
  groups: RowGroup[];
  rows: number;
  /** Rows of a block: BLOCK_ROWS unless rows are long. */
  blockRows: number;
}

export interface RowBlock { group: number; index: number; first: number; count: number }

/** All blocks, in order. */
export function blocksOfPlan({ groups, blockRows }: RowPlan): RowBlock[] {
  const blocks: RowBlock[] = [];
  groups.forEach(({ first, count }, group) => {
    for (let at = 0; at < count; at += blockRows) blocks.push({ group, index: blocks.length, first: first + at, count: Math.min(blockRows, count - at) });
  });
  return blocks;
}
