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
  /** It goes on from what an earlier process has done. */
  resumed: boolean;
  /** The newest that was told: member (empty: the base), replications done and planned, failed replications. */
  progress?: { member: string; done: number; planned: number; failures: number };
}

export const studyChannel = channel('hazcade:study');

export function publishStudy(message: StudyMessage): void {
  if (studyChannel.hasSubscribers) studyChannel.publish(message);
}
