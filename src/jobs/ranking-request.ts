/** What may be asked of a ranking of a study. */
import type { RankQuestion } from '../study/rank-block.js';

export interface RankingRequest { question: RankQuestion; outcome?: string; replications: number }
