/** Text into HTML. Everything that comes from a file goes through here. */

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** `text` for element content and for attributes in double quotes; control characters that XML forbids become a replacement character. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ENTITIES[c]!).replace(/\p{Cc}/gu, (c) => (c === '\n' || c === '\t' ? c : '\uFFFD'));

/** Template tag: fixed parts are taken as they are, values are escaped unless they are `Markup`; arrays are joined. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Markup {
  let text = parts[0]!;
  values.forEach((v, i) => { text += render(v) + parts[i + 1]!; });
  return new Markup(text);
}

/** Text that is HTML already. */
export class Markup {
  constructor(private readonly text: string) {}
  toString(): string { return this.text; }
}

function render(value: unknown): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (Array.isArray(value)) return value.map(render).join('');
  return escapeHtml(String(value));
}
