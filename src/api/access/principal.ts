/** Who asks, and what they may. The one place where it is decided what somebody may see. */
import type { FastifyRequest } from 'fastify';
import type { Ownership } from '../../store/records.js';
import type { Visibility } from '../../store/store.js';
import { HttpError } from '../problem.js';

export type Scope = 'read' | 'run' | 'admin';

export interface Principal {
  subject: string;
  scopes: readonly Scope[];
  /** Projects of which they are a member; undefined: all. */
  projects?: readonly string[];
}

/** Whoever asks where there is no access control: the loopback address alone. */
export const LOCAL: Principal = { subject: 'local', scopes: ['read', 'run', 'admin'] };

/** Project of what nobody put into another one: of its owner alone. */
export const PRIVATE = 'private';
/** Project of what comes with the package: for all. */
export const SHIPPED = 'shipped';

declare module 'fastify' {
  interface FastifyRequest { principal: Principal }
}

export const visibilityOf = ({ principal }: FastifyRequest): Visibility => ({ subject: principal.subject, projects: principal.projects });

export function maySee({ subject, projects }: Principal, { owner, project }: Ownership): boolean {
  return projects === undefined || owner === subject || project === SHIPPED || (project !== PRIVATE && projects.includes(project));
}

/** Throws NOT_ALLOWED. `admin` includes the others. */
export function requireScope({ principal }: FastifyRequest, scope: Scope): void {
  if (principal.scopes.includes(scope) || principal.scopes.includes('admin')) return;
  throw new HttpError(403, 'NOT_ALLOWED', `this needs the scope "${scope}"; yours: ${principal.scopes.join(', ') || 'none'}`);
}
