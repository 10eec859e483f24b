/** Last step of `npm run build`. */
import { compileShippedKinds } from './kinds.js';

compileShippedKinds();
