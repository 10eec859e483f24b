/** What hot loops written in it use of WebAssembly: the types that Node brings leave it out, those of browsers bring too much. */
declare namespace WebAssembly {
  class CompileError extends Error {}
  class Module { constructor(bytes: Uint8Array<ArrayBuffer>); }
  type Exports = Readonly<Record<string, unknown>>;
  class Instance { constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, Memory>>>>); readonly exports: Exports; }
  class Memory { constructor(limits: { initial: number }); readonly buffer: ArrayBuffer; }
}
