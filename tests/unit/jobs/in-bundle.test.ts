/** Where this machine keeps files is nobody's business. */
import { expect, it } from 'vitest';
import { inBundle, problemInBundle } from '../../../src/jobs/in-bundle.js';

const folder = `/var/lib/haz/cache/${'0a'.repeat(32)}`;

it.each([[`${folder}/model.yaml`, 'model.yaml'], [`file "${folder}/kinds/x.csv" does not exist`, 'file "kinds/x.csv" does not exist'], [`${folder}.01234567-0123-0123-0123-0123456789ab/a (${folder}/b)`, 'a (b)'], ['/etc/cache/x', '/etc/cache/x'], ['kinds/a.yaml', 'kinds/a.yaml']])('%s is %s', (text, shown) => {
  expect(inBundle(text)).toBe(shown);
});

it('a problem keeps everything else', () => {
  const problem = { code: 'C', severity: 'error' as const, line: 3, column: 4, pointer: '/a' };
  expect(problemInBundle({ ...problem, file: `${folder}/a.yaml`, message: `see ${folder}/b.yaml` })).toEqual({ ...problem, file: 'a.yaml', message: 'see b.yaml' });
  expect(problemInBundle({ ...problem, message: 'm' })).toEqual({ ...problem, message: 'm' });
});
