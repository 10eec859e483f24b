/** How much one owner may have and ask for at once. Looked at before the work, and by the store when it keeps what came of it. */
import type { FastifyRequest } from 'fastify';
import { requireQuota } from '../../store/quota.js';
import type { Allowance } from '../../store/store.js';
import type { ServiceContext } from '../context.js';

/** For one more version of a document. */
export const spaceOf = ({ config: { retention: { ownerBytes } } }: ServiceContext): Allowance => (ownerBytes > 0 ? { bytes: ownerBytes } : {});
/** For one more study. */
export const roomOf = (context: ServiceContext): Allowance => ({ ...spaceOf(context), studies: context.config.limits.studiesPerOwner });

/** One more version of a document. Throws QUOTA_EXCEEDED (507). */
export const requireSpace = (context: ServiceContext, owner: string): Promise<void> => requireQuota(context.store, spaceOf(context), owner);

/** One more study. Throws STUDIES_LIMIT (429): the owner has as many queued or running as are allowed; QUOTA_EXCEEDED (507). */
export const requireRoom = (context: ServiceContext, { principal: { subject } }: FastifyRequest): Promise<void> => requireQuota(context.store, roomOf(context), subject);
