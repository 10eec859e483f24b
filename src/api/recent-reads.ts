/**
 * The store, with what was read a moment ago. Many clients look at one study at once: a row that was read less than a fifth of a second ago is
 * not read again, and who asks while it is being read waits for the same answer. What this process changes is forgotten at once; what others
 * change (a study that ends, another instance) is seen a fifth of a second later.
 */
import type { DocumentKind, DocumentRecord, StudyRecord } from '../store/records.js';
import type { DocumentStore, Store, StudyStore } from '../store/store.js';

const RECENT_MS = 200;
/** More are not kept: they are asked for again. */
const MOST = 1_000;

/** Answers by key, for a short time. */
export class Recent<T> {
  private readonly answers = new Map<string, { at: number; answer: Promise<T> }>();

  constructor(private readonly recentMs = RECENT_MS) {}

  get(key: string, read: () => Promise<T>): Promise<T> {
    const now = performance.now(), known = this.answers.get(key);
    if (known !== undefined && now - known.at < this.recentMs) return known.answer;
    if (this.answers.size >= MOST) this.answers.clear();
    const answer = read(), entry = { at: now, answer };
    this.answers.set(key, entry);
    // An error is nobody's answer but theirs who asked together.
    answer.catch(() => { if (this.answers.get(key) === entry) this.answers.delete(key); });
    return answer;
  }

  forget(key: string): void { this.answers.delete(key); }
}

export interface ReadingStore extends Store {
  /** A study has changed elsewhere: in a job's process. */
  forgetStudy(id: string): void;
  /** The same of a document: uploads are kept by jobs. */
  forgetDocument(kind: DocumentKind, id: string): void;
}

/** @param store to which everything goes that changes something */
export function withRecentReads(store: Store): ReadingStore {
  const studies = new Recent<StudyRecord | undefined>(), documents = new Recent<DocumentRecord | undefined>();
  return {
    ...store, ping: () => store.ping(), usage: (owner) => store.usage(owner), close: () => store.close(),
    studies: recentStudies(store.studies, studies), documents: recentDocuments(store.documents, documents), forgetStudy: (id) => studies.forget(id), forgetDocument: (kind, id) => documents.forget(documentKey(kind, id)),
  };
}

/** Methods that change a study named by their first argument. */
const CHANGES = ['renew', 'release', 'cancel', 'fail', 'advance', 'finish', 'remove'] as const satisfies readonly (keyof StudyStore)[];

function recentStudies(studies: StudyStore, recent: Recent<StudyRecord | undefined>): StudyStore {
  return new Proxy(studies, {
    get(target, name: keyof StudyStore) {
      if (name === 'get') return (id: string) => recent.get(id, () => target.get(id));
      if (name === 'claim') return async (...args: Parameters<StudyStore['claim']>) => { const claimed = await target.claim(...args); if (claimed !== undefined) recent.forget(claimed.id); return claimed; };
      const method = target[name].bind(target) as (...args: unknown[]) => Promise<unknown>;
      return (CHANGES as readonly string[]).includes(name) ? async (...args: unknown[]) => { try { return await method(...args); } finally { recent.forget(String(args[0])); } } : method;
    },
  });
}

const documentKey = (kind: DocumentKind, id: string): string => `${kind} ${id}`;

function recentDocuments(documents: DocumentStore, recent: Recent<DocumentRecord | undefined>): DocumentStore {
  return new Proxy(documents, {
    get(target, name: keyof DocumentStore) {
      switch (name) {
        case 'get': return (kind: DocumentKind, id: string) => recent.get(documentKey(kind, id), () => target.get(kind, id));
        case 'put': return async (...args: Parameters<DocumentStore['put']>) => { try { return await target.put(...args); } finally { recent.forget(documentKey(args[0].kind, args[0].id)); } };
        case 'remove': return async (kind: DocumentKind, id: string, hash?: string) => { try { return await target.remove(kind, id, hash); } finally { recent.forget(documentKey(kind, id)); } };
        case 'setConfidential': return async (...args: Parameters<DocumentStore['setConfidential']>) => { try { return await target.setConfidential(...args); } finally { recent.forget(documentKey('model', args[0])); } };
        default: return (target[name] as (...args: unknown[]) => unknown).bind(target);
      }
    },
  });
}
