/** A dry run on the terminal: what will be hit, what is to be heeded, how long a study takes. */
import { formatProblem } from '../errors.js';
import type { DryHazard, DryRun, Range } from '../study/dry-run.js';
import { count, duration, human, percent } from './numbers.js';
import { cut, textTable, wrap } from './text-table.js';

/** Assets shown of each hazard. */
const MOST_ASSETS = 5;

export function dryRunReport({ assets, estimate, hazards, horizonHours, people, title, warnings }: DryRun, columns = 100): string {
  const { failed, pilot, replications, seconds, secondsPerReplication, valueBytes, workers } = estimate;
  const lines = [
    title, `${count(hazards.length)} hazard${hazards.length === 1 ? '' : 's'} over ${duration(horizonHours)}, ${count(people)} people in reach`, '',
    ...hazards.flatMap((hazard) => [...hazardLines(hazard, assets, columns), '']),
    ...(warnings.length === 0 ? ['No warnings.'] : warnings.map(formatProblem)), '',
    ...wrap(`A study of ${count(replications)} replications takes about ${timeText(seconds)} with ${workers <= 1 ? 'one worker' : `${workers} workers`} (${human(1000 * secondsPerReplication)} ms each) and keeps ${human(valueBytes / 1e6)} MB of values; measured on ${count(pilot)} replications${failed > 0 ? `, of which ${count(failed)} failed` : ''}.`, Math.max(columns, 60)),
  ];
  return `${lines.map((line) => cut(line, Math.max(columns, 60))).join('\n')}\n`;
}

const timeText = (seconds: number): string => (seconds < 90 ? `${human(seconds, 2)} s` : duration(seconds / 3600));

const rangeText = ([low, middle, high]: Range, text: (value: number) => string): string => (low === high ? text(middle) : `${text(middle)} (${text(low)}–${text(high)})`);

function hazardLines(hazard: DryHazard, assets: number, columns: number): string[] {
  const { bySector, computed, damagedMean, durationHours, intensity, onsetHours, people, reached, unit } = hazard;
  const when = onsetHours === null ? hazard.occurs === 'arrivals' ? 'at random times' : 'when triggered or called' : `at ${rangeText(onsetHours, duration)}`;
  // A storm on its track, a flood over time: how long they last is not theirs to say; what tears things in an instant has no length.
  const length = durationHours[2] > 0 ? `, for ${rangeText(durationHours, duration)}` : computed ? ', as long as it is there' : '';
  const strength = unit === '' ? '' : computed ? `, ${hazard.measure} computed in each occurrence` : `, ${hazard.measure} ${rangeText(intensity, (x) => human(x))} ${unit}`;
  const shown = reached.filter(({ damage, stopped }) => (damage ?? 0) > 0 || (stopped ?? 0) > 0).slice(0, MOST_ASSETS);
  const stops = shown.some(({ stopped }) => (stopped ?? 0) > 0);
  return [
    `${hazard.title} (${hazard.hazard}): ${when}${length}${strength}`,
    `  in reach ${count(hazard.assets)} of ${count(assets)} assets: ${Object.entries(bySector).sort(([, p], [, q]) => q - p).map(([sector, n]) => `${sector} ${n}`).join(', ') || 'none'}; ${count(people)} people`,
    `  ${damagedMean === null ? 'how many it damages a study must tell' : `damages ${human(damagedMean)} assets a time`}`,
    ...(shown.length === 0 ? [] : textTable([
      { heading: '  likeliest', align: 'left', least: 16 }, { heading: 'intensity', align: 'right' }, { heading: 'damaged', align: 'right' }, ...(stops ? [{ heading: 'stopped', align: 'right' as const }] : []),
    ], shown.map(({ asset, damage, intensity: at, name, stopped }) => [`  ${name === asset ? asset : `${name} (${asset})`}`, at === null ? '–' : rangeText(at, (x) => human(x)), damage === null ? '–' : percent(damage), ...(stops ? [stopped === null ? '–' : percent(stopped)] : [])]), columns)),
  ];
}
