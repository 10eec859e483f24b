/** The same study on one and on two worker threads: CPU and wall time, and the same digest. */
import { lastValueFrom } from 'rxjs';
import { runStudy, studyDigest, threadRunner } from '../../dist/index.js';
import { assertWork, note, row } from '../lib/figure.mjs';
import { load } from '../lib/machine.mjs';
import { interleaved, ratios, secondsSince } from '../lib/measure.mjs';
import { stormStudy } from '../lib/storm.mjs';

export const title = 'One and two worker threads';

export async function run({ rounds = 9, toy = false }) {
  const replications = toy ? 128 : 6400, { packet, inputs } = stormStudy(), runners = [1, 2].map((workers) => threadRunner(packet, { workers }));
  const [one, two] = runners.map((runner) => async () => {
    const before = process.cpuUsage(), startedAt = performance.now();
    const { study } = await lastValueFrom(runStudy(runner, { replications }));
    const cpu = secondsSince(before), wall = performance.now() - startedAt;
    assertWork(study.replications === replications && study.failures.length === 0, `${study.replications} replications, ${study.failures.length} failed`);
    return { cpu, wall, digest: studyDigest(inputs, study) };
  });
  try {
    await Promise.all([one(), two()]);
    const taken = await interleaved(toy ? 1 : rounds, { one, two });
    const digests = new Set([...taken.one, ...taken.two].map((t) => t.digest));
    assertWork(digests.size === 1, `${digests.size} different digests of the same study`);
    const of = (name, what) => taken[name].map((t) => t[what]);
    return [
      row('CPU time of two workers over one', ratios(of('two', 'cpu'), of('one', 'cpu')), { unit: 'x', most: 1.2 }),
      row('wall time of one worker over two (goal on an idle machine)', ratios(of('one', 'wall'), of('two', 'wall')), { unit: 'x', least: 1.6 }),
      note('digest', `the same in ${2 * taken.one.length} studies of ${replications} replications`), note('load meanwhile', load()),
    ];
  } finally {
    await Promise.all(runners.map((runner) => runner.close()));
  }
}
