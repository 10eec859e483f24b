/** Names of files in a bundle: what may be written below a folder on any system, and read back as it was. */

/** Folders above a file, characters of a whole path, bytes of one step. */
const MOST_STEPS = 12, LONGEST_PATH = 400, LONGEST_STEP = 200;

/** What is wrong with the name of a file in a bundle; undefined: nothing. Steps are separated by `/`. */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'the name is empty';
  if (/\p{Cc}/u.test(name)) return 'the name holds a control character';
  if (name.includes('�')) return 'the name is not UTF-8';
  if (name.includes('\\')) return 'the name holds a backslash; steps are separated by "/"';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'the path is absolute';
  if (name.includes(':')) return 'the name holds a colon';
  const steps = name.split('/');
  if (steps.includes('..')) return 'the path leads out of its folder ("..")';
  if (steps.some((step) => step === '' || step === '.')) return 'the path has an empty step';
  if (steps.some((step) => /[. ]$/.test(step))) return 'a step of the path ends with a dot or a space';
  if (steps.length > MOST_STEPS) return `the path is deeper than ${MOST_STEPS} steps`;
  if (name.length > LONGEST_PATH || steps.some((step) => Buffer.byteLength(step) > LONGEST_STEP)) return `the name is longer than ${LONGEST_STEP} bytes a step or ${LONGEST_PATH} characters in all`;
  return undefined;
}

/** Two names that a system may take for one have the same key: case and composed letters do not count. */
export const sameNameKey = (name: string): string => name.normalize('NFC').toLowerCase();

/** What systems put into archives by themselves. */
export const isSystemFile = (name: string): boolean => name.startsWith('__MACOSX/') || /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/.test(name);
