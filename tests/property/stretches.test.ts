/** Laws of what is told from one instant to the next, on every shipped scenario. */
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readStudyInput } from '../../src/model/read-scenario.js';
import { inProcessRunner } from '../../src/runners/in-process.js';
import { areaValues } from '../../src/study/areas.js';
import { sampleFootprints } from '../../src/study/footprints.js';
import { loadReplicator } from '../../src/study/load-replicator.js';
import { outageMatrix, SHARE_PARTS } from '../../src/study/outages.js';
import { packetParts } from '../../src/study/packet-parts.js';
import { prepareStudy } from '../../src/study/prepare.js';

const folder = new URL('../../scenarios/', import.meta.url).pathname;
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

it.each(names)('%s: areas add up to the services, levels are those of the events, and nothing else moves', async (name) => {
  const { model, scenario } = readStudyInput(folder + name), { packet } = prepareStudy(model, scenario, [], { footprints: await sampleFootprints(model, scenario) });
  const replicator = await loadReplicator(packet), runner = inProcessRunner(replicator), { names: of, network, scenario: compiled } = packetParts(packet), replications = name.includes('physics') ? 1 : 3;
  const { columns, values } = await areaValues(runner, { ...compiled, names: of, network, replications });
  const matrix = await outageMatrix(runner, { replications, horizonHours: scenario.horizonHours, ticksPerHour: compiled.ticksPerHour, below: 0.5 });
  const counts = new Map<string, number>();
  for (let k = 0; k < replications; k++) {
    const record = replicator.replicate(k).values.slice();
    expect(Array.from(replicator.observe!(k, () => undefined).values)).toEqual(Array.from(record));
    for (const service of new Set(columns.map((column) => column.service))) {
      const sum = columns.reduce((total, column, c) => total + (column.service === service ? values[k * columns.length + c]! : 0), 0);
      const whole = record[replicator.outcomes.findIndex((outcome) => outcome.name === `person-hours.${service}`)] ?? 0;
      expect(Math.abs(sum - whole), `${service}, replication ${k}`).toBeLessThanOrEqual(1e-9 * Math.max(1, whole));
    }
    // Levels by the events: the last at or before each hour.
    const level = new Map<string, number>();
    let hour = 0;
    const until = (end: number): void => { for (; hour < matrix.hours.length && matrix.hours[hour]! < end; hour++) for (const [asset, at] of level) if (at < 0.5) counts.set(`${asset} ${hour}`, (counts.get(`${asset} ${hour}`) ?? 0) + 1); };
    replicator.events(k).subscribe((event) => { until(event.hours); if (event.kind === 'fall' || event.kind === 'rise') level.set(event.asset!, event.to!); });
    until(Infinity);
  }
  const found = new Map<string, number>();
  matrix.assets.forEach((asset, row) => matrix.hours.forEach((_, hour) => { const share = matrix.shares[row * matrix.hours.length + hour]!; if (share > 0) found.set(`${of.assets[asset]!} ${hour}`, Math.round((share / SHARE_PARTS) * replications)); }));
  const started = [...found].filter(([cell]) => !counts.has(cell));
  // What is out from the start has no event of it.
  expect(started.every(([, count]) => count === replications)).toBe(true);
  expect([...counts].filter(([cell, count]) => found.get(cell) !== count)).toEqual([]);
}, 60_000);
