// A first study: read a scenario with its model, run it, print what it costs the people.
import { readStudyInput, simulate } from 'hazcade';

const { model, scenario, warnings } = readStudyInput('scenarios/winter-storm.yaml');
console.log(`${scenario.title}: ${model.assets.length} assets, ${warnings.length} warnings`);

const { study, outcomes, assets } = await simulate(model, scenario, { replications: 64, seed: 'example' });

const whole = (x) => Math.round(x).toString();
for (const [name, { mean, interval, unit }] of Object.entries(outcomes)) {
  if (!name.startsWith('person-hours.')) continue;
  console.log(`${name.padEnd(30)} ${whole(mean).padStart(9)} ${unit}, 95 % interval ${interval.map(whole).join(' to ')}`);
}

const worst = assets.filter((a) => a.sector !== 'population').sort((a, b) => b.meanLostHours - a.meanLostHours).slice(0, 3);
for (const { id, failureProbability, meanLostHours } of worst) {
  console.log(`${id}: fails in ${whole(failureProbability * 100)} % of replications, ${meanLostHours.toFixed(1)} h lost on average`);
}
console.log(`digest ${study.digest}`);
