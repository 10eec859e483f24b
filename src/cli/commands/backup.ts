/** `hazcade backup DATA FILE`: the store of a service, running or not, as one file. */
import { declare, existing, writeJson, type Declare } from '../command.js';

export const backup: Declare = (session) =>
  declare('backup', 'Copy the store of a service into one file, while it runs.', ['backup hazcade-data saved/2026-11-26.db'])
    .argument('<data>', 'data folder of the service')
    .argument('<file>', 'file to write; one that is there is replaced once the copy is whole')
    .action(async (data: string, file: string, { json }: { json?: boolean }) => {
      const { backupStore } = await import('../../store/backup.js');
      const bytes = await backupStore(data, file);
      if (json) writeJson(session.io, { file, bytes });
      else session.io.out(`${file}: ${(bytes / 1e6).toFixed(1)} MB\n`);
    });

/** `hazcade restore FILE DATA`: a copy into a data folder without a store. */
export const restore: Declare = (session) =>
  declare('restore', 'Put a copy of a store into a data folder that has none.', ['restore saved/2026-11-26.db hazcade-data'])
    .argument('<file>', 'what `hazcade backup` wrote')
    .argument('<data>', 'data folder; made if need be')
    .action(async (file: string, data: string, { json }: { json?: boolean }) => {
      const { restoreStore } = await import('../../store/backup.js');
      await restoreStore(existing(file, 'backup'), data);
      if (json) writeJson(session.io, { data });
      else session.io.out(`${data}: restored from ${file}\n`);
    });
