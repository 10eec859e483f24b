/**
 * The functions of graphology-metrics used here, typed. The package is CommonJS with `export default` in its types: under NodeNext the default import
 * is typed as a module although it is the function itself. The cast is made here, once.
 */
import type { AbstractGraph } from 'graphology-types';
import betweennessModule from 'graphology-metrics/centrality/betweenness.js';
import pagerankModule from 'graphology-metrics/centrality/pagerank.js';

type Scores = Record<string, number>;

/** Betweenness by Brandes (2001), O(nodes x edges). Give it a simple graph (simpleProjection). `normalized`: over the pairs of other nodes. */
export const betweenness = betweennessModule as unknown as (graph: AbstractGraph, options: { getEdgeWeight: null; normalized: boolean }) => Scores;

/** PageRank by power iteration; throws when it has not converged. Give it a simple graph. */
export const pagerank = pagerankModule as unknown as (graph: AbstractGraph, options: { getEdgeWeight: null; alpha: number; maxIterations: number; tolerance: number }) => Scores;
