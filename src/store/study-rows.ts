/** Studies between their row and their record. */
import type { Insertable, Selectable } from 'kysely';
import type { StudyRecord } from './records.js';
import { fromJson, orAbsent } from './rows.js';
import type { StudiesTable } from './tables.js';

export function rowOf({ request, error, lease, ...study }: StudyRecord): Insertable<StudiesTable> {
  return {
    ...study, request: JSON.stringify(request),
    digest: study.digest ?? null, startedAt: study.startedAt ?? null, finishedAt: study.finishedAt ?? null, idempotencyKey: study.idempotencyKey ?? null,
    errorCode: error?.code ?? null, errorMessage: error?.message ?? null, leaseHolder: lease?.holder ?? null, leaseUntil: lease?.until ?? null,
  };
}

export function studyOf({ request, errorCode, errorMessage, leaseHolder, leaseUntil, ...study }: Selectable<StudiesTable>): StudyRecord {
  return {
    ...study, request: fromJson(request),
    digest: orAbsent(study.digest), startedAt: orAbsent(study.startedAt), finishedAt: orAbsent(study.finishedAt), idempotencyKey: orAbsent(study.idempotencyKey),
    error: errorCode === null ? undefined : { code: errorCode, message: errorMessage ?? '' },
    lease: leaseHolder === null ? undefined : { holder: leaseHolder, until: leaseUntil ?? '' },
  };
}
