/**
 * What happens to studies of this process, for whoever measures or traces: Node's diagnostics channel `hazcade:study`. Without a subscriber
 * it costs nothing. Messages name studies by id; nothing of a model is in them.
 */
import { channel } from 'node:diagnostics_channel';

export interface StudyMessage {
  /** The dispatcher that says so. */
  source: object;
  study: string;
  /** False: it has ended here: done, failed, cancelled or given back to the queue. */
  running: boolean;
  /** The newest that was told: member (empty: the base), replications done and planned, failed replications; and what was computed here since the study was taken up. */
  progress?: { member: string; done: number; planned: number; failures: number; computed: { replications: number; failures: number; events: number } };
}

export const studyChannel = channel('hazcade:study');

export function publishStudy(message: StudyMessage): void {
  if (studyChannel.hasSubscribers) studyChannel.publish(message);
}
