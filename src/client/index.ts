/** `hazcade/client`: the service from TypeScript and JavaScript. Needs nothing else of this package. */
export { ApiError, type ProblemDetails } from './api-error.js';
export { createClient, type ClientOptions, type FollowOptions, HazcadeClient, type Study, type StudyProgress } from './client.js';
export type { components, operations, paths } from './openapi.js';
