/** Who asks, and what they may. The one place where it is decided what somebody may see. */
import type { FastifyRequest } from 'fastify';
import type { Ownership } from '../../store/records.js';
import type { Visibility } from '../../store/store.js';
import { HttpError } from '../problem.js';

export const SCOPES = ['read', 'run', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export interface Principal {
  subject: string;
  scopes: readonly Scope[];
  /** Projects of which they are a member; undefined: all. */
  projects?: readonly string[];
  /** Those of the projects of whose confidential models they see totals only. */
  totalsOnly?: readonly string[];
}

/** Whoever asks where there is no access control: the loopback address alone. */
export const LOCAL: Principal = { subject: 'local', scopes: ['read', 'run', 'admin'] };
/** Whoever asks beyond loopback where that was allowed explicitly. */
export const ANONYMOUS: Principal = { subject: 'anonymous', scopes: ['read', 'run'], projects: [] };

/** Project of what nobody put into another one: of its owner alone. */
export const PRIVATE = 'private';
/** Project of what comes with the package: for all. */
export const SHIPPED = 'shipped';

/** Ending of a membership that reaches only to the totals of confidential models: `harbour:totals`. */
const TOTALS = ':totals';
/** A name that a project may have; also of memberships, with the ending. */
export const PROJECT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
export const isMembership = (text: string): boolean => text === '*' || PROJECT_NAME.test(text.endsWith(TOTALS) ? text.slice(0, -TOTALS.length) : text);

declare module 'fastify' {
  interface FastifyRequest { principal: Principal }
}

/** @param given memberships: `project`, `project:totals`, or `*` for all; `admin` sees everything */
export function principalOf(subject: string, scopes: readonly Scope[], given: readonly string[]): Principal {
  // `private` and `shipped` are no projects that anybody could be a member of, whatever an issuer's groups are called.
  const memberships = given.filter((m) => m !== PRIVATE && m !== SHIPPED && m !== PRIVATE + TOTALS && m !== SHIPPED + TOTALS);
  if (scopes.includes('admin') || memberships.includes('*')) return { subject, scopes };
  const full = memberships.filter((m) => !m.endsWith(TOTALS)), totals = memberships.filter((m) => m.endsWith(TOTALS)).map((m) => m.slice(0, -TOTALS.length));
  return { subject, scopes, projects: [...new Set([...full, ...totals])], totalsOnly: totals.filter((project) => !full.includes(project)) };
}

export const visibilityOf = ({ principal }: FastifyRequest): Visibility => ({ subject: principal.subject, projects: principal.projects });

export function maySee({ subject, projects }: Principal, { owner, project }: Ownership): boolean {
  return projects === undefined || owner === subject || project === SHIPPED || (project !== PRIVATE && projects.includes(project));
}

/** Whether somebody who may see the model may also see what is in it: names, places, needs. */
export function maySeeDetail({ subject, projects, totalsOnly }: Principal, { owner, project, confidential }: Ownership & { confidential: boolean }): boolean {
  return !confidential || projects === undefined || owner === subject || (project !== PRIVATE && projects.includes(project) && totalsOnly?.includes(project) !== true);
}

/** Throws NOT_ALLOWED. `admin` includes the others. */
export function requireScope({ principal }: FastifyRequest, scope: Scope): void {
  if (principal.scopes.includes(scope) || principal.scopes.includes('admin')) return;
  throw new HttpError(403, 'NOT_ALLOWED', `this needs the scope "${scope}"; yours: ${principal.scopes.join(', ') || 'none'}`);
}

/** Something may be put into a project by its members, and by anybody into none. Throws PROJECT_INVALID, NOT_ALLOWED. */
export function requireProject({ principal }: FastifyRequest, project: string): void {
  if (project === PRIVATE) return;
  if (project === SHIPPED || !PROJECT_NAME.test(project)) throw new HttpError(422, 'PROJECT_INVALID', `a project is named by letters, digits, ".", "_" and "-", and not "${SHIPPED}"; found ${JSON.stringify(project)}`);
  if (principal.projects !== undefined && !principal.projects.includes(project)) throw new HttpError(403, 'NOT_ALLOWED', `you are no member of the project "${project}"`);
}
