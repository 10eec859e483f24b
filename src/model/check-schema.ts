/** Checks data against a schema and says what is wrong: one mistake, one message, at its place. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { nearest } from '../errors.js';
import { clip, show, type Path, type Problems } from './problems.js';
import type { SourceData } from './read-data.js';
import { CHECKED } from './schema.js';

type Checked = keyof typeof CHECKED;

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, verbose: true });
const compiled = new Map<Checked, ValidateFunction>();

/** True when the data fits the schema; otherwise every mistake is a problem. `base`: where the data lies in the source. */
export function fitsSchema(schema: Checked, source: SourceData, problems: Problems, base: Path = []): boolean {
  let validate = compiled.get(schema);
  if (!validate) compiled.set(schema, validate = ajv.compile(CHECKED[schema]));
  if (validate(source.data)) return true;
  for (const error of withoutBranches(validate.errors ?? [])) report(error, source, problems, base);
  return false;
}

/**
 * Of an alternative (`anyOf`) every branch complains. Kept are the complaints of the branch whose type fits, if there is
 * exactly one; else only that none fits.
 */
function withoutBranches(errors: ErrorObject[]): ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  // Outer alternatives come after their branches, so inner ones are settled first.
  for (const union of errors.filter((e) => e.keyword === 'anyOf')) {
    const prefix = `${union.schemaPath}/`;
    const inside = errors.filter((e) => e !== union && isBelow(e.instancePath, union.instancePath) && branchOf(e, prefix) !== undefined);
    const branches = new Map<string, ErrorObject[]>();
    for (const e of inside) {
      const branch = branchOf(e, prefix)!;
      const list = branches.get(branch);
      if (list) list.push(e); else branches.set(branch, [e]);
    }
    const fitting = [...branches.values()].filter((list) => !list.some((e) => e.instancePath === union.instancePath && (e.keyword === 'type' || e.keyword === 'const' || (e.keyword === 'anyOf' && !list.some((x) => x !== e && !dropped.has(x))))));
    if (fitting.length === 1) {
      dropped.add(union);
      for (const [, list] of branches) if (list !== fitting[0]) list.forEach((e) => dropped.add(e));
    } else {
      inside.forEach((e) => dropped.add(e));
    }
  }
  return errors.filter((e) => !dropped.has(e) && e.keyword !== 'propertyNames');
}

function isBelow(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}

/** Which branch of the alternative an error comes from; undefined: from elsewhere. */
function branchOf(error: ErrorObject, prefix: string): string | undefined {
  return error.schemaPath.startsWith(prefix) ? error.schemaPath.slice(prefix.length).split('/', 1)[0] : undefined;
}

function report(error: ErrorObject, source: SourceData, problems: Problems, base: Path): void {
  const path = stepsOf(error.instancePath, source.data);
  const schema = error.parentSchema as { title?: string; properties?: Record<string, unknown>; description?: string } | undefined;
  const title = schema?.title;
  const where = path.length === 0 && base.length === 0 ? 'the file' : [...base, ...path].join('.');
  const params = error.params as Record<string, unknown>;
  const place = (more: Path = [], key = false) => source.locate([...base, ...path, ...more], key);
  const found = `found ${show(error.data)}`;
  const add = (code: string, message: string) => problems.error(code, message, place());
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const known = Object.keys(schema?.properties ?? {});
      const near = nearest(key, known);
      problems.error('KEY_UNKNOWN', `unknown key "${clip(key)}" in ${where}. Expecting ${known.join(', ')}.${near === undefined ? '' : ` Did you mean "${near}"?`}`, place([key], true));
      return;
    }
    case 'required': return add('KEY_MISSING', `${where} lacks the key "${String(params.missingProperty)}"`);
    case 'const': return add('VALUE_INVALID', `${where}: expecting ${show(params.allowedValue)}, ${found}`);
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      const near = typeof error.data === 'string' ? nearest(error.data, allowed) : undefined;
      return add('VALUE_INVALID', `${where}: expecting ${title ? `${title}: ` : ''}${allowed.join(', ')}, ${found}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
    }
    case 'pattern': {
      if (error.propertyName !== undefined) {
        problems.error('VALUE_INVALID', `${where}: the key "${clip(error.propertyName)}" is no name: expecting a letter, then letters, digits, - _ .`, place([error.propertyName], true));
        return;
      }
      return add('VALUE_INVALID', `${where}: expecting ${title ?? `a text like ${String(params.pattern)}`}, ${found}`);
    }
    case 'type': return add('TYPE_WRONG', `${where}: expecting ${title ?? [params.type].flat().join(' or ')}, ${found}`);
    case 'anyOf': return add('TYPE_WRONG', `${where}: expecting ${title ?? 'one of several forms'}, ${found}`);
    case 'minProperties':
    case 'maxProperties': return add('VALUE_INVALID', `${where}: expecting ${title ?? `${error.keyword === 'minProperties' ? 'at least' : 'at most'} ${String(params.limit)} keys`}, found ${Object.keys(error.data as object).join(', ') || 'no key'}`);
    default: return add('VALUE_INVALID', `${where}: ${error.message ?? error.keyword}${title ? ` (${title})` : ''}, ${found}`);
  }
}

/** Steps of a JSON pointer; indices of lists as numbers. */
function stepsOf(pointer: string, data: unknown): (string | number)[] {
  let at = data;
  return pointer.split('/').slice(1).map((escaped) => {
    const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    const list = Array.isArray(at);
    at = (at as Record<string, unknown> | undefined)?.[step];
    return list ? Number(step) : step;
  });
}
