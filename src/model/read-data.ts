/** YAML 1.2 and JSON files as plain data, with the line and column of everything in them. */
import { isNode, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { DEPTH_LIMIT, JsonTextError, locateJson, parseJson } from './json-text.js';
import { clip, pointerOf, type Path, type Place, type Problems } from './problems.js';
import { FILE_LIMITS, readText } from './read-file.js';
import { forgiveLost } from './lost-names.js';
import { YamlNodes } from './yaml-nodes.js';

/** Plain data, and where each part of it was written. */
export interface SourceData {
  data: unknown;
  /** Place of the value at a path; with `key`, of its key. */
  locate(path: Path, key?: boolean): Place;
}

/** More aliases than a written file has; an alias bomb has millions. */
const ALIAS_LIMIT = 10_000;

/** Characters of a JSON text that are walked in all to find places: some seconds, and at least the place of one mistake. */
const WALKED = Math.max(5e8, FILE_LIMITS.json);

/** Data that a program made: places are JSON pointers only. */
export function sourceOfValue(data: unknown, file?: string): SourceData {
  return { data, locate: (path) => ({ ...(file === undefined ? {} : { file }), pointer: pointerOf(path) }) };
}

/** Reads a file by its extension: `.json` and `.geojson` as JSON, everything else as YAML. Undefined when it cannot be read. */
export function readData(file: string, problems: Problems): SourceData | undefined {
  const type = file.endsWith('.geojson') ? 'geojson' : file.endsWith('.json') ? 'json' : 'yaml';
  const text = readText(file, type, problems);
  if (text === undefined) return undefined;
  return type === 'yaml' ? yamlSource(file, text, problems) : jsonSource(file, text, problems);
}

function jsonSource(file: string, text: string, problems: Problems): SourceData | undefined {
  try {
    const data = parseJson(text);
    let left = WALKED;
    return {
      data,
      locate(path, key) {
        // Each place is found by walking the text again; a large file full of mistakes gets no lines for the last of them.
        if ((left -= text.length) < 0) return { file, pointer: pointerOf(path) };
        return { file, ...lineColumn(text, locateJson(text, path, key)), pointer: pointerOf(path) };
      },
    };
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    problems.error('SYNTAX_JSON', error.message, { file, ...lineColumn(text, error.offset) });
    return undefined;
  }
}

function lineColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) { line++; start = i + 1; }
  return { line, column: offset - start + 1 };
}

function yamlSource(file: string, text: string, problems: Problems): SourceData | undefined {
  const deep = deepLine(text);
  if (deep !== undefined) { problems.error('SYNTAX_YAML', `nested more than ${DEPTH_LIMIT} deep`, { file, line: deep }); return undefined; }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true, uniqueKeys: false, stringKeys: true, resolveKnownTags: false }), nodes = new YamlNodes(document);
  // A warning is a tag that nobody reads: what it stands on would pass as a text.
  for (const { message, pos } of [...document.errors, ...document.warnings]) {
    const { line, col } = lines.linePos(pos[0]);
    problems.error('SYNTAX_YAML', clip(message), { file, line, column: col });
  }
  const double = nodes.doubleKeys();
  for (const { name, offset } of double) {
    const { line, col } = lines.linePos(offset);
    problems.error('SYNTAX_YAML', `key "${clip(name)}" stands twice in one map`, { file, line, column: col });
  }
  const inside = insideItself(document, text);
  if (inside !== undefined) {
    const { line, col } = lines.linePos(inside);
    problems.error('YAML_ALIASES', 'an alias inside of what it stands for has no end', { file, line, column: col });
  }
  if (document.errors.length > 0 || inside !== undefined) return undefined;
  try {
    const data: unknown = document.toJS({ maxAliasCount: ALIAS_LIMIT });
    // The later one counts for what is checked further.
    for (const { earlier, map, name } of double) forgiveLost([...map, name], isNode(earlier) ? earlier.toJS(document, { maxAliasCount: ALIAS_LIMIT }) : undefined, problems, (path) => ({ file, pointer: pointerOf(path) }));
    return { data, locate: (path, key = false) => ({ file, ...nodePlace(nodes, lines, path, key), pointer: pointerOf(path) }) };
  } catch (error) {
    if (error instanceof ReferenceError) problems.error('YAML_ALIASES', `aliases that expand to more than ${ALIAS_LIMIT} nodes, or to nothing, are refused (${clip(error.message)})`, { file });
    else if (error instanceof RangeError) problems.error('SYNTAX_YAML', 'nested too deep', { file });
    else throw error;
    return undefined;
  }
}

/** Offset of an alias that is part of what it stands for: data without an end; undefined: there is none. */
function insideItself(document: Document.Parsed, text: string): number | undefined {
  let found: number | undefined;
  if (text.includes('*') && text.includes('&')) visit(document, { Alias(_key, { source, range }, path) { if (path.some((node) => isNode(node) && 'anchor' in node && node.anchor === source)) { found = range![0]; return visit.BREAK; } return undefined; } });
  return found;
}

/** Place of the node at a path, else of its nearest ancestor. */
function nodePlace(nodes: YamlNodes, lines: LineCounter, path: Path, key: boolean): { line?: number; column?: number } {
  for (let length = path.length; length >= 0; length--) {
    const start = nodes.offset(path.slice(0, length), key && length === path.length && length > 0);
    if (start !== undefined) { const { line, col } = lines.linePos(start); return { line, column: col }; }
  }
  return {};
}

/** Columns of indentation beyond which a line is not looked at further: a level takes at least one. */
const INDENT_LIMIT = 400;

/**
 * Line where brackets, dashes or indentation nest too deep, if any: the parser is recursive, and running out of stack
 * inside it can end the process. A bracket counts where a value may begin, not in the middle of words.
 */
function deepLine(text: string): number | undefined {
  let depth = 0;
  let line = 1;
  let dashes = 0;
  let indent = 0;
  let lineStart = true;
  let before = 10; // last character that is not a space
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10) { line++; lineStart = true; dashes = 0; indent = 0; before = 10; continue; }
    if (c === 32) { if (lineStart) indent++; continue; }
    if ((c === 91 || c === 123) && OPENERS.has(before)) depth++;
    else if ((c === 93 || c === 125) && depth > 0) depth--;
    if (lineStart && (c === 45 || c === 63)) dashes++;
    else lineStart = false;
    if (depth > DEPTH_LIMIT || dashes > DEPTH_LIMIT + 3 || indent > INDENT_LIMIT) return line;
    before = c;
  }
  return undefined;
}

/** Characters after which a value may begin: line feed, `,` `-` `:` `?` `[` `{`. */
const OPENERS = new Set([10, 44, 45, 58, 63, 91, 123]);
