// Measures compared under the same luck: the difference is taken replication by replication.
import { readStudyInput, simulate } from 'hazcade';

const { model, scenario } = readStudyInput('scenarios/winter-storm.yaml');
const { variants } = await simulate(model, scenario, { replications: 64, seed: 'example', variants: true });

const whole = (x) => Math.round(x).toString();
for (const { title, costEuro, avoided } of variants) {
  const { mean, interval, perMillionEuro, varianceGain } = avoided['person-hours.all'];
  console.log(`${title}, ${costEuro / 1e6} million euro`);
  console.log(`  avoids ${whole(mean)} person-hours, 95 % interval ${interval.map(whole).join(' to ')}; ${whole(perMillionEuro)} per million euro`);
  if (varianceGain !== null) console.log(`  two independent studies would need ${varianceGain.toFixed(1)} times as many replications`);
}
