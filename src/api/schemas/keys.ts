/** Keys and the audit log in requests and answers. */
import { Type, type Static } from 'typebox';
import { SCOPES } from '../access/principal.js';

const Scopes = Type.Array(Type.Enum([...SCOPES]), { minItems: 1, uniqueItems: true });
const Projects = Type.Array(Type.String({ minLength: 1, maxLength: 110 }), { maxItems: 200, description: 'projects; "NAME:totals": of confidential models totals only; "*": all' });
const Time = Type.String({ description: 'ISO 8601, UTC' });

export const KeyBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  subject: Type.String({ minLength: 1, maxLength: 200, description: 'whom the key stands for: the owner of what is made with it' }),
  scopes: Scopes,
  projects: Type.Optional(Projects),
  expiresAt: Type.Optional(Time),
}, { additionalProperties: false });
export type KeyBody = Static<typeof KeyBody>;

const key = {
  id: Type.String(), name: Type.String(), subject: Type.String(), scopes: Scopes, projects: Projects,
  createdAt: Time, expiresAt: Type.Optional(Time), revokedAt: Type.Optional(Time), inForce: Type.Boolean(),
};
export const KeyView = Type.Object(key, { additionalProperties: false });
export const KeyMade = Type.Object({ ...key, secret: Type.String({ description: 'shown this once' }) }, { additionalProperties: false });
export const KeyList = Type.Object({ items: Type.Array(KeyView) }, { additionalProperties: false });

export const RotateBody = Type.Object({ overlapSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_592_000, description: 'until the old key ends; default: at once' })) }, { additionalProperties: false });
export type RotateBody = Static<typeof RotateBody>;

export const PageQuery = Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }), cursor: Type.Optional(Type.String({ maxLength: 500 })) });
export type PageQuery = Static<typeof PageQuery>;

const AuditEntry = Type.Object({ at: Time, subject: Type.String(), action: Type.String(), target: Type.String(), outcome: Type.String(), requestId: Type.String() }, { additionalProperties: false });
export const AuditList = Type.Object({ items: Type.Array(AuditEntry), cursor: Type.Optional(Type.String()) }, { additionalProperties: false });

export const ConfidentialBody = Type.Object({
  confidential: Type.Boolean(),
  areas: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'attribute of service areas, as `district`: others get totals by its values, which are then no secret. Left out: by areas without a name' })),
}, { additionalProperties: false, examples: [{ confidential: true, areas: 'district' }] });
export const ConfidentialAnswer = Type.Object({ ...ConfidentialBody.properties, shown: Type.Optional(Type.Array(Type.String(), { description: 'values of the attribute, which others see' })) }, { additionalProperties: false });
export type ConfidentialBody = Static<typeof ConfidentialBody>;
