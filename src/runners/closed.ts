import { CascadeError } from '../errors.js';

/** What a job ends with when its runner is closed under it. */
export const closedError = (): CascadeError => new CascadeError('RUNNER_CLOSED', 'the runner was closed before this job was done');
