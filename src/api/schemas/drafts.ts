/** Drafts of scenarios in requests and answers. */
import { Type, type Static, type TSchema } from 'typebox';

/** As large as a YAML file that is read may be. */
const Text = Type.String({ maxLength: 8 << 20, description: 'YAML or JSON as in docs/formats.md; it may be wrong still' });
const Title = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]+$' });

export const DraftBody = Type.Object({ title: Title, text: Text, project: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) }, { additionalProperties: false });
export type DraftBody = Static<typeof DraftBody>;
export const DraftChange = Type.Object({ title: Type.Optional(Title), text: Text }, { additionalProperties: false });
export type DraftChange = Static<typeof DraftChange>;

export const DraftId = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{24}$' }) });

const DraftLine = Type.Object({
  id: Type.String(), title: Type.String(), owner: Type.String(), project: Type.String(), etag: Type.String({ description: 'of this state, for If-Match' }), createdAt: Type.String(), updatedAt: Type.String(),
}, { $id: 'DraftLine', additionalProperties: false });
const DraftView = Type.Object({ ...DraftLine.properties, text: Type.String() }, { $id: 'Draft', additionalProperties: false });
const DraftPage = Type.Object({ items: Type.Array(Type.Ref('DraftLine#')), cursor: Type.Optional(Type.String()) }, { $id: 'DraftPage', additionalProperties: false });
export const DRAFT_COMPONENTS: readonly TSchema[] = [DraftLine, DraftView, DraftPage];

/** `If-Match` is asked for by the handler, which answers 428 where it is missing. */
export const IfMatch = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 2_000, description: 'ETag of the state that is changed; of a list one must be it' })) });
export const PublishBody = Type.Object({ id: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$', description: 'of the scenario; default: the one in the text' })) }, { additionalProperties: false });
export type PublishBody = Static<typeof PublishBody>;
