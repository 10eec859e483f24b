/** Who may change what others may see. */
import type { FastifyRequest } from 'fastify';
import type { Ownership } from '../../store/records.js';
import { HttpError } from '../problem.js';
import { maySeeDetail, requireScope, SHIPPED } from './principal.js';

/** What is somebody's own, or of a project of which they are a member, and not of its totals only, may be changed with the scope `run`. Throws NOT_ALLOWED. */
export function requireChange(request: FastifyRequest, { owner, project }: Ownership): void {
  requireScope(request, 'run');
  if (project !== SHIPPED && maySeeDetail(request.principal, { owner, project, confidential: true })) return;
  throw new HttpError(403, 'NOT_ALLOWED', 'this belongs to somebody else; you may read it, and keep a changed copy under another id');
}
