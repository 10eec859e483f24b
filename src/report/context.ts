/** What the report page shows beside the results: story, sources, limits, two replications in full. */
import type { ReplicationTrace, ReportInput } from './html.js';
import { eventsOf, type PreparedStudy } from '../study/prepare.js';
import type { Results } from '../study/results.js';

export interface ReportContext extends Omit<ReportInput, 'results' | 'rank'> { story: string; leaveOut: ReadonlySet<string> }

export async function reportContext(study: PreparedStudy, results: Results): Promise<ReportContext> {
  const { model, scenario: { story, sources, limits } } = study;
  return {
    story, sources, limits, traces: await tracesOf(study, results),
    // The losses of service areas are the headlines, so tables of worst assets leave them out.
    leaveOut: new Set(model.assets.filter((a) => a.kind.serviceArea).map((a) => a.id)),
  };
}

/** A typical replication and a bad one, in full. */
async function tracesOf(study: PreparedStudy, { typical }: Results): Promise<ReplicationTrace[]> {
  const chosen = [{ replication: typical.median, title: 'A typical replication' }];
  if (typical.bad !== typical.median) chosen.push({ replication: typical.bad, title: 'A bad replication (one in twenty is worse)' });
  const events = await eventsOf(study, chosen.map((c) => c.replication));
  return chosen.map((c, i) => ({ ...c, events: events[i]! }));
}
