/** Models and scenarios in requests and answers. */
import { Type, type Static, type TSchema } from 'typebox';
import { ProblemSchema } from '../problem.js';

/** An id of a document in this service; it begins with a letter or digit and may be a file name anywhere. */
export const DOCUMENT_ID = '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$';
const NO_CONTROLS = '^[^\\u0000-\\u001f]+$';

export const Reference = Type.Object({ id: Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(@[0-9a-f]{64})?$', description: 'id, or id@version; without a version the latest' }) });
export interface ReferenceParams { Params: { id: string } }

export const ListQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }), cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: NO_CONTROLS })),
  search: Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: NO_CONTROLS, description: 'part of id or title' })),
}, { additionalProperties: false });
export type ListQuery = Static<typeof ListQuery>;
export const PageOnly = Type.Omit(ListQuery, ['search'], { additionalProperties: false });
export type PageOnly = Static<typeof PageOnly>;

const Project = Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: NO_CONTROLS, description: 'who else may see it; default: nobody' }));
const ModelOption = Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: NO_CONTROLS, description: 'model (id, or id@version) it is checked with; default: the one it names' }));
export const ModelUploadQuery = Type.Object({ project: Project, confidential: Type.Optional(Type.Boolean({ description: 'true: names, places and needs are for members of its project only, also of the versions that are there; PUT /v1/models/ID/confidential ends it' })) }, { additionalProperties: false });
export const ScenarioUploadQuery = Type.Object({ project: Project, model: ModelOption }, { additionalProperties: false });
export interface UploadQuery { project?: string; confidential?: boolean; model?: string }

export const ValidateQuery = Type.Object({ kind: Type.Enum(['model', 'scenario']), model: ModelOption }, { additionalProperties: false });

const DocumentLine = Type.Object({
  kind: Type.Enum(['model', 'scenario']), id: Type.String(), title: Type.String(), owner: Type.String(), project: Type.String(),
  confidential: Type.Boolean(), areas: Type.Optional(Type.String({ description: 'attribute of service areas by whose values others get totals while it is confidential' })), shipped: Type.Boolean({ description: 'came with Hazcade: read-only' }), createdAt: Type.String(), latest: Type.String({ description: 'newest version' }),
}, { $id: 'DocumentLine', additionalProperties: false });

const DocumentPage = Type.Object({ items: Type.Array(Type.Ref('DocumentLine#')), cursor: Type.Optional(Type.String({ description: 'continues the list; absent: that was all' })) }, { $id: 'DocumentPage', additionalProperties: false });

const Version = {
  version: Type.String({ description: 'SHA-256 of names and contents of its files: the same content is the same version' }), main: Type.String({ description: 'file that is the model or scenario' }),
  files: Type.Integer(), bytes: Type.Integer(), versionCreatedAt: Type.String(),
};
const VersionView = Type.Object(Version, { $id: 'DocumentVersion', additionalProperties: false });
const VersionPage = Type.Object({ items: Type.Array(Type.Ref('DocumentVersion#')), cursor: Type.Optional(Type.String({ description: 'continues the list; absent: that was all' })) }, { $id: 'DocumentVersions', additionalProperties: false });
export type VersionView = Static<typeof VersionView>;

const DocumentView = Type.Object({
  ...DocumentLine.properties, ...Version,
  summary: Type.Record(Type.String(), Type.Unknown(), { description: 'sizes, contents and warnings; modelHash or scenarioHash is the hash that results carry' }),
  links: Type.Record(Type.String(), Type.String()),
}, { $id: 'Document', additionalProperties: false });
export type DocumentView = Static<typeof DocumentView>;

const FileList = Type.Object({ items: Type.Array(Type.Object({ path: Type.String(), sha256: Type.String() }, { additionalProperties: false })) }, { $id: 'FileList', additionalProperties: false });

const CheckView = Type.Object({
  valid: Type.Boolean(), kind: Type.Enum(['model', 'scenario']), problems: Type.Array(ProblemSchema),
  id: Type.Optional(Type.String({ description: 'as the file says' })), title: Type.Optional(Type.String()), summary: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  footprints: Type.Optional(Type.Array(Type.Unknown(), { description: 'what footprints from files sample' })), compound: Type.Optional(Type.Array(Type.Unknown(), { description: 'in what sense the scenario is compound' })),
}, { $id: 'DocumentCheck', additionalProperties: false });

/** Components of OpenAPI, by their `$id`. */
export const DOCUMENT_COMPONENTS: readonly TSchema[] = [DocumentLine, DocumentPage, VersionView, VersionPage, DocumentView, FileList, CheckView];
