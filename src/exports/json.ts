/** The results as they are, indented by two; also what `results.json` of a result folder holds. */
import type { Exporter } from './exporter.js';

export const json: Exporter = {
  format: 'json', extension: 'json', mime: 'application/json', tabular: false,
  write: (results) => Promise.resolve(`${JSON.stringify(results, null, 2)}\n`),
};
