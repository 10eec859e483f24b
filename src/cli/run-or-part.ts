/** Where the blocks of `run` and `compare` are computed: here, by workers over Redis, or only a part of them. */
import type { PartOf } from '../study/part-file.js';
import type { ExitCode } from './exit-codes.js';
import { UsageError } from './failure.js';
import type { Io } from './io.js';
import { redisUrl, type RedisOption } from './redis-url.js';
import type { StudyCommand } from './study-command.js';

export interface Where { part?: PartOf; redis?: RedisOption }

/** Runs a study, or a part of it; @returns the exit code */
export async function runOrPart(io: Io, command: StudyCommand, { part, redis }: Where): Promise<ExitCode> {
  const { options } = command;
  if (part !== undefined && redis !== undefined) throw new UsageError('OPTION_CONFLICT', '--part and --redis exclude each other: a part is computed here');
  if (redis !== undefined && options.workers !== undefined) throw new UsageError('OPTION_CONFLICT', '--workers and --redis exclude each other: workers are started with "hazcade worker"');
  if (part !== undefined) return (await import('./part-command.js')).partCommand(io, command, part);
  const { studyCommand } = await import('./study-command.js');
  if (redis === undefined) return studyCommand(io, command);
  const url = redisUrl(redis, process.env), { openRedisRunner } = await import('../runners/redis/open.js');
  const notice = (text: string): void => { if (options.quiet !== true) io.err(`hazcade: ${text}\n`); };
  return studyCommand(io, command, ({ study }) => openRedisRunner(study.packet, { url, notice }));
}
