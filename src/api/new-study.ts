/** From a request to the row of a study: everything that can be wrong with it is found before it is queued. */
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { canonicalJson } from '../model/canonical.js';
import type { StudyRecord } from '../store/records.js';
import type { StudySource } from '../jobs/open-study.js';
import type { StudyRequest } from '../jobs/study-request.js';
import type { CheckedStudy } from '../jobs/tasks/check-study.js';
import { PRIVATE, requireProject } from './access/principal.js';
import { requireRoom } from './access/quota.js';
import type { ServiceContext } from './context.js';
import { documentOf, modelNamed } from './documents.js';
import { HttpError } from './problem.js';
import type { StudyBody } from './schemas/studies.js';

/** Answers of the check that are kept: it depends on nothing but what is asked. */
const MOST_CHECKED = 200;

/** Makes rows of studies that would run. */
export class StudyMaker {
  /** By versions and request. */
  private readonly checked = new Map<string, CheckedStudy>();

  constructor(private readonly context: ServiceContext) {}

  /** Errors: NOT_FOUND, INPUT_INVALID with every problem, REPLICATIONS_LIMIT, ASSETS_LIMIT, STUDIES_LIMIT, those of the desk. */
  async make(request: FastifyRequest<{ Body: StudyBody }>): Promise<{ record: StudyRecord; warnings: string[] }> {
    const { store, config: { limits }, now } = this.context, { principal } = request;
    const { scenario: scenarioName, model: modelName, project = PRIVATE, ...asked } = request.body;
    if (asked.replications !== undefined) requireWithin(asked.replications, limits.replications);
    const scenario = await documentOf(store, request, 'scenario', scenarioName), model = await documentOf(store, request, 'model', modelName ?? modelNamed(scenario));
    const source = { modelId: model.document.id, modelVersion: model.version.hash, scenarioId: scenario.document.id, scenarioVersion: scenario.version.hash };
    requireProject(request, project);
    // Asked for again, it is there already and takes no room.
    if (!await this.isThere(request)) await requireRoom(this.context, request);
    const { planned, assets, warnings } = await this.check(source, asked);
    requireWithin(planned, limits.replications);
    if (assets > limits.assets) throw new HttpError(422, 'ASSETS_LIMIT', `a model may have ${limits.assets} assets here, found ${assets}`);
    const at = now().toISOString(), key = request.headers['idempotency-key'];
    return {
      warnings,
      record: {
        id: `${at.replaceAll(/\D/g, '')}-${randomBytes(6).toString('hex')}`, status: 'queued', request: asked, ...source, owner: principal.subject, project, planned, done: 0, createdAt: at, attempts: 0,
        ...(typeof key === 'string' ? { idempotencyKey: key } : {}), requestHash: createHash('sha256').update(canonicalJson(request.body)).digest('hex'),
      },
    };
  }

  private async isThere({ headers, principal }: FastifyRequest): Promise<boolean> {
    const key = headers['idempotency-key'];
    return typeof key === 'string' && await this.context.store.studies.underKey(principal.subject, key) !== undefined;
  }

  private async check(source: StudySource, request: StudyRequest): Promise<CheckedStudy> {
    const key = canonicalJson({ source, request }), known = this.checked.get(key);
    if (known !== undefined) return known;
    const { desk, config: { limits: { deskSeconds } } } = this.context, checked = await desk.run('check-study', { source, request }, { timeoutMs: deskSeconds * 1000 });
    if (this.checked.size >= MOST_CHECKED) this.checked.clear();
    this.checked.set(key, checked);
    return checked;
  }
}

function requireWithin(replications: number, most: number): void {
  if (replications > most) throw new HttpError(422, 'REPLICATIONS_LIMIT', `at most ${most} replications are allowed here, found ${replications}`);
}
