// Results for a spreadsheet, a data frame, a map and a colleague.
import { EXPORTERS, exporterOf, htmlReport, readStudyInput, simulate } from 'hazcade';

const { model, scenario } = readStudyInput('scenarios/tutorial.yaml');
const results = await simulate(model, scenario, { replications: 64 });

for (const { format, tabular, write } of EXPORTERS) {
  const content = await write(results, tabular ? 'assets' : undefined);
  console.log(`${format}: ${content.length > 0 ? 'written' : 'empty'}${tabular ? ', one table a file' : ''}`);
}

const csv = await exporterOf('csv').write(results, 'assets');
console.log(csv.split('\n').slice(0, 4).map((line) => `  ${line}`).join('\n'));

const page = htmlReport({ results, story: scenario.story, sources: scenario.sources, limits: scenario.limits, traces: [] });
console.log(`report: ${page.includes('<html') ? 'one page' : 'nothing'}, ${/(src|href)="https?:/.test(page) ? 'with' : 'without'} anything from outside`);
