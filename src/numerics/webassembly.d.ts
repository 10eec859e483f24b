/** What hot loops written in it use of WebAssembly: the types that Node brings leave it out, those of browsers bring too much. */
declare namespace WebAssembly {
  class CompileError extends Error {}
  class Module { constructor(bytes: Uint8Array<ArrayBuffer>); }
  class Instance { constructor(module: Module); readonly exports: Readonly<Record<string, unknown>>; }
  interface Memory { readonly buffer: ArrayBuffer; grow(pages: number): number }
}
