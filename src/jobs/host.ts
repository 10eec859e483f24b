/** Entry of a job's process. */
import { serveTasks } from './serve-tasks.js';
import { TASKS } from './tasks/index.js';

serveTasks(TASKS);
