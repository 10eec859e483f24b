/**
 * Where there is no access control only this machine may ask, and no web page in a browser of this machine: a page of another site can
 * send requests to loopback, and by DNS rebinding even read answers. The Host header shows the one, the Origin header the other.
 */
import type { FastifyRequest } from 'fastify';
import { CascadeError } from '../../errors.js';
import type { ServiceConfig } from '../config.js';
import { HttpError } from '../problem.js';

/** Of an address or name, with or without brackets. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Nobody has to show who they are. */
export const isOpen = ({ access }: ServiceConfig): boolean => access.by.length === 0;

/** Throws ACCESS_OPEN: everybody in the network could do everything. */
export function requireClosed(config: ServiceConfig): void {
  if (!isOpen(config) || isLoopback(config.host) || config.access.allowAnonymous) return;
  throw new CascadeError('ACCESS_OPEN', `refuses to listen on ${config.host} without access control: use --access keys (see "hazcade keys create") or --access oidc, or say --allow-anonymous if everybody who reaches this address may read and run`);
}

/** Name in a Host header or in the address of an origin; undefined: none. */
function nameOf(host: string | undefined): string | undefined {
  return host !== undefined && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;
}

/** For a service without access control on loopback. Throws HOST_UNKNOWN (421), ORIGIN_UNKNOWN (403). */
export function requireLocal({ headers, method }: FastifyRequest, { access, http }: ServiceConfig): void {
  const name = nameOf(headers.host);
  if (name === undefined || !(isLoopback(name) || access.hosts.includes(name))) throw new HttpError(421, 'HOST_UNKNOWN', 'this service answers to names of loopback; others are listed in access.hosts');
  const { origin } = headers, site = headers['sec-fetch-site'];
  const foreign = origin !== undefined ? origin !== `http://${headers.host}` && origin !== `https://${headers.host}` && !http.corsOrigins.includes(origin) : site === 'cross-site' && method !== 'GET' && method !== 'HEAD';
  if (foreign) throw new HttpError(403, 'ORIGIN_UNKNOWN', 'pages of other sites may not use this service; http.corsOrigins lists those that may');
}
