// What would a mobile bowser have saved? The same study without and with a policy of ten lines (modules/refill-generator.mjs).
// The policy is named by its URL, so that every worker thread can load it.
import { readStudyInput, simulate } from 'hazcade';

const { model, scenario } = readStudyInput('scenarios/tutorial.yaml');
const policyModule = new URL('./modules/refill-generator.mjs', import.meta.url).href;

const without = await simulate(model, scenario);
const withPolicy = await simulate(model, scenario, { policyModule });

for (const name of ['person-hours.health', 'person-hours.electricity']) {
  const { unit } = without.outcomes[name];
  console.log(`${name}: ${without.outcomes[name].mean} ${unit} without, ${withPolicy.outcomes[name].mean} with the policy`);
}
