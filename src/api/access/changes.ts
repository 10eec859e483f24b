/** Who may change what others may see. */
import type { FastifyRequest } from 'fastify';
import type { Ownership } from '../../store/records.js';
import { HttpError } from '../problem.js';
import { maySee, PRIVATE, requireScope, SHIPPED } from './principal.js';

/** What is somebody's own, or a project's of which they are a member, may be changed with the scope `run`. Throws NOT_ALLOWED. */
export function requireChange(request: FastifyRequest, what: Ownership): void {
  requireScope(request, 'run');
  const { principal } = request, { owner, project } = what;
  if (principal.projects === undefined || owner === principal.subject || (project !== PRIVATE && project !== SHIPPED && maySee(principal, what))) return;
  throw new HttpError(403, 'NOT_ALLOWED', 'this belongs to somebody else; you may read it, and keep a changed copy under another id');
}
