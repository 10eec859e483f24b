/** How much one owner may ask for at once. */
import type { FastifyRequest } from 'fastify';
import { requireQuota } from '../../store/retention.js';
import type { ServiceContext } from '../context.js';
import { HttpError } from '../problem.js';
import { retentionOf } from '../retention.js';

const RETRY_SECONDS = 30;

/** One more version of a document. Throws QUOTA_EXCEEDED (507). */
export const requireSpace = ({ store, config }: ServiceContext, owner: string): Promise<void> => requireQuota(store, retentionOf(config), owner);

/** One more study. Throws STUDIES_LIMIT (429): the owner has as many queued or running as are allowed; QUOTA_EXCEEDED (507). */
export async function requireRoom({ store, config }: ServiceContext, { principal: { subject } }: FastifyRequest): Promise<void> {
  const { limits } = config, { studies } = store;
  await requireQuota(store, retentionOf(config), subject);
  const [queued, running] = await Promise.all([studies.count('queued', subject), studies.count('running', subject)]);
  if (queued + running >= limits.studiesPerOwner) throw new HttpError(429, 'STUDIES_LIMIT', `you have ${queued + running} studies queued or running; at most ${limits.studiesPerOwner} are allowed`, RETRY_SECONDS);
}
