/** `hazcade export RESULT`: results in other formats. */
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { nearest } from '../../errors.js';
import { EXPORTERS, exporterOf, TABLE_NAMES, type TableName } from '../../exports/index.js';
import { makeFolder } from '../../make-folder.js';
import { declare, writeJson, type Declare } from '../command.js';
import { UsageError } from '../failure.js';
import { readResults } from '../read-results.js';

interface Options { json?: boolean; format: string; table?: TableName | 'all'; out?: string }

const FORMATS = EXPORTERS.map((e) => e.format);

export const exportCommand: Declare = (session) =>
  declare('export', 'Write the results of a study in another format.', ['export results/winter-storm-1a2b3c4d --format csv > assets.csv', 'export results/winter-storm-1a2b3c4d --format parquet --table all --out tables'])
    .argument('<result>', 'result folder, or its results.json')
    .addOption(new Option('-f, --format <format>', `one of ${FORMATS.join(', ')}`).default('json').argParser((text: string) => {
      if (FORMATS.includes(text)) return text;
      const near = nearest(text, FORMATS);
      throw new InvalidArgumentError(`Expected one of ${FORMATS.join(', ')}.${near ? ` Did you mean "${near}"?` : ''}`);
    }))
    .addOption(new Option('-t, --table <table>', 'table of csv, parquet and arrow (default: assets)').choices([...TABLE_NAMES, 'all']))
    .option('-o, --out <path>', 'file; with --table all a folder (default: standard output)')
    .action(async (path: string, options: Options) => {
      const exporter = exporterOf(options.format)!;
      if (options.table !== undefined && !exporter.tabular) throw new UsageError('TABLE_UNFIT', `--table belongs to csv, parquet and arrow; ${exporter.format} holds what the format is for`);
      const results = await readResults(path);
      const written: string[] = [];
      const write = async (file: string, content: string | Uint8Array): Promise<void> => {
        makeFolder(dirname(file));
        await writeFile(file, content);
        written.push(file);
      };
      const { io } = session;
      if (options.table === 'all') {
        if (options.out === undefined) throw new UsageError('OUT_MISSING', '--table all writes several files: name a folder with --out');
        for (const table of TABLE_NAMES) await write(join(options.out, `${table}.${exporter.extension}`), await exporter.write(results, table));
      } else {
        const content = await exporter.write(results, options.table);
        if (options.out !== undefined) await write(options.out, content);
        else if (options.json && exporter.format !== 'json') throw new UsageError('OUT_MISSING', '--json lists the files written: name one with --out');
        else return io.out(content);
      }
      if (options.json) writeJson(io, { format: exporter.format, files: written });
      else for (const file of written) io.out(`${file}\n`);
    });
