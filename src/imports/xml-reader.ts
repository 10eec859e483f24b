/**
 * A small, strict reader of XML 1.0 for data files from elsewhere: elements, attributes, text. It refuses a document type and thereby all entities
 * of its own (no expansion, nothing fetched), knows the five predefined ones and character references, and holds to limits.
 */

/** Called for each start of an element, and for its text when it ends. */
export interface XmlHandler {
  start(name: string, attributes: ReadonlyMap<string, string>, line: number): void;
  /** @param text between its tags, without that of elements inside; not decoded where it has no `&` */
  end(name: string, text: string, line: number): void;
}

/** What is wrong with the text. */
export class XmlError extends Error {
  constructor(message: string, readonly line: number) { super(message); }
}

const MOST_DEPTH = 32, MOST_ATTRIBUTES = 64;
const NAME = /[A-Za-z_][\w.:-]*/y, ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: '\'' };

/** Reads a whole text. @throws XmlError */
export function readXml(text: string, handler: XmlHandler): void {
  new Reader(text, handler).run();
}

class Reader {
  private at = 0;
  private line = 1;
  private counted = 0;
  private readonly open: { name: string; text: string }[] = [];
  private done = false;

  constructor(private readonly text: string, private readonly handler: XmlHandler) {}

  run(): void {
    for (;;) {
      const next = this.text.indexOf('<', this.at), chunk = this.text.slice(this.at, next < 0 ? undefined : next);
      const top = this.open.at(-1);
      if (top) top.text += chunk;
      else if (chunk.replace(/^\uFEFF/, '').trim() !== '') this.fail('text outside of the element');
      if (next < 0) break;
      this.at = next;
      this.markup();
    }
    if (this.open.length > 0) this.fail(`the text ends inside <${this.open.at(-1)!.name}>`);
    if (!this.done) this.fail('expecting an element, found none');
  }

  private markup(): void {
    if (this.text.startsWith('<!--', this.at)) this.skip('-->', 'a comment');
    else if (this.text.startsWith('<?', this.at)) this.skip('?>', 'an instruction');
    else if (this.text.startsWith('<![CDATA[', this.at)) this.fail('CDATA is not read here');
    else if (this.text.startsWith('<!', this.at)) this.fail('a document type (<!DOCTYPE, <!ENTITY) is refused: data files need none');
    else if (this.text[this.at + 1] === '/') this.endTag();
    else this.startTag();
  }

  private skip(end: string, what: string): void {
    const found = this.text.indexOf(end, this.at);
    if (found < 0) this.fail(`${what} without an end`);
    this.at = found + end.length;
  }

  private name(from: number): string {
    NAME.lastIndex = from;
    const match = NAME.exec(this.text);
    if (match === null) this.fail('expecting the name of an element');
    return match[0];
  }

  private startTag(): void {
    if (this.done && this.open.length === 0) this.fail('a second element at the top');
    const name = this.name(this.at + 1), attributes = new Map<string, string>(), line = this.lineNow();
    let at = this.at + 1 + name.length;
    for (ATTRIBUTE.lastIndex = at; ; at = ATTRIBUTE.lastIndex) {
      const match = ATTRIBUTE.exec(this.text);
      if (match === null) break;
      if (attributes.has(match[1]!)) this.fail(`attribute ${match[1]!} stands twice`);
      attributes.set(match[1]!, this.decoded(match[2] ?? match[3]!));
      if (attributes.size > MOST_ATTRIBUTES) this.fail(`more than ${MOST_ATTRIBUTES} attributes`);
    }
    const close = /\s*(\/?)>/y;
    close.lastIndex = at;
    const end = close.exec(this.text);
    if (end === null) this.fail(`<${name}> is not well formed`);
    this.at = close.lastIndex;
    this.handler.start(name, attributes, line);
    if (end[1] === '/') this.handler.end(name, '', line);
    else this.open.push({ name, text: '' });
    if (this.open.length > MOST_DEPTH) this.fail(`nested more than ${MOST_DEPTH} deep`);
    this.done = true;
  }

  private endTag(): void {
    const name = this.name(this.at + 2), top = this.open.pop();
    if (top?.name !== name) this.fail(`expecting </${top?.name ?? ''}>, found </${name}>`);
    const end = this.text.indexOf('>', this.at);
    if (end < 0 || this.text.slice(this.at + 2 + name.length, end).trim() !== '') this.fail(`</${name}> is not well formed`);
    this.at = end + 1;
    this.handler.end(name, this.decoded(top.text), this.lineNow());
  }

  /** No entity of these is longer than what it stands for, so nothing grows. */
  private decoded(text: string): string {
    if (!text.includes('&')) return text;
    return text.replace(/&([^;&\s]{0,10});?/g, (whole, name: string) => {
      const code = /^#x[0-9a-f]+$/i.test(name) ? parseInt(name.slice(2), 16) : /^#\d+$/.test(name) ? parseInt(name.slice(1), 10) : undefined;
      if (whole.endsWith(';') && code !== undefined && code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
      const known = NAMED[name];
      if (known === undefined || !whole.endsWith(';')) this.fail(`entity ${whole} is not one of &lt; &gt; &amp; &quot; &apos;`);
      return known;
    });
  }

  private lineNow(): number {
    for (let i = this.text.indexOf('\n', this.counted); i >= 0 && i < this.at; i = this.text.indexOf('\n', this.counted)) { this.line++; this.counted = i + 1; }
    return this.line;
  }

  private fail(message: string): never { throw new XmlError(message, this.lineNow()); }
}
