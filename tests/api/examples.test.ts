/** The examples in examples/api run against a service; those in Python where the interpreter and its packages are present. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pythonWith } from '../fixtures/python.js';
import { startTestService, type TestService } from '../fixtures/service.js';

const EXAMPLES = join(import.meta.dirname, '../../examples/api'), run = promisify(execFile);

const python = pythonWith('requests', 'pandas');

let service: TestService & { url: string };
beforeAll(async () => { service = await startTestService({ concurrentStudies: 1 }); });
afterAll(() => service.close());

/** What a Python or curl program must find too: the same study, asked for here. */
async function worst(seed: string): Promise<{ digest: string; ids: string[] }> {
  const { id, digest } = await service.study({ scenario: 'tutorial', replications: 500, seed });
  const { items } = (await service.ask('GET', `/v1/studies/${id}/tables/assets?sort=-failure_probability&limit=3`)).json<{ items: { id: string }[] }>();
  return { digest: digest!, ids: items.map((i) => i.id) };
}

it('curl', async () => {
  const { stdout } = await run(join(EXAMPLES, 'study.sh'), [service.url]), { ids } = await worst('curl');
  expect(stdout.trim().split('\n').slice(0, 1)).toEqual(['1']);
  expect(stdout.trim().split('\n').slice(2).map((line) => line.split(',')[0])).toEqual(ids);
});

it.skipIf(python === undefined)('Python (skipped without python3, requests and pandas)', async () => {
  const { stdout } = await run(python!, [join(EXAMPLES, 'study.py'), service.url]), { digest, ids } = await worst('python');
  expect(stdout).toContain(`digest ${digest.slice(0, 16)}`);
  for (const id of ids) expect(stdout).toContain(id);
});

it.skipIf(python === undefined)('Python says what is refused', async () => {
  await expect(run(python!, [join(EXAMPLES, 'study.py'), `${service.url}/none`])).rejects.toMatchObject({ stderr: expect.stringContaining('ROUTE_UNKNOWN') as unknown });
});
