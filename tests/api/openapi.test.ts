/** The OpenAPI document is valid and whole, and the page that shows it needs nothing from elsewhere. */
import { existsSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenApi } from '../fixtures/conformance.js';
import { startTestService, type TestService } from '../fixtures/service.js';

const CHROMIUM = '/usr/bin/chromium';

let service: TestService & { url: string };
beforeAll(async () => { service = await startTestService({ concurrentStudies: 1 }); });
afterAll(() => service.close());

interface Operation { operationId?: string; summary?: string; tags?: string[]; responses: Record<string, { description?: string; content?: Record<string, { schema?: object }> }> }

describe('/v1/openapi.json', () => {
  it('is valid OpenAPI 3.1', async () => {
    const document = (await service.ask('GET', '/v1/openapi.json')).json();
    expect(document['openapi']).toBe('3.1.0');
    expect(await new Validator().validate(document)).toMatchObject({ valid: true });
  });

  it('tells of every operation what it is, and every answer', async () => {
    const { paths, components } = (await service.ask('GET', '/v1/openapi.json')).json<OpenApi>(), poor: string[] = [], ids: string[] = [];
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations) as [string, Operation][]) {
        const { operationId, summary, tags, responses } = operation;
        if (operationId === undefined || summary === undefined || tags === undefined) poor.push(`${method} ${path}: no operationId, summary or tags`);
        ids.push(operationId!);
        if (!('4XX' in responses) || !('5XX' in responses)) poor.push(`${method} ${path}: no problems`);
        for (const [status, { description, content }] of Object.entries(responses)) {
          if (description === '') poor.push(`${method} ${path} ${status}: no description`);
          for (const [mime, { schema }] of Object.entries(content ?? {})) if (schema === undefined) poor.push(`${method} ${path} ${status} ${mime}: no schema`);
        }
      }
    }
    expect(poor).toEqual([]);
    expect(ids.length).toBe(new Set(ids).size);
    expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(['Study', 'StudyPage', 'ProblemDetails', 'Results', 'Ranking']));
    expect(Object.keys(components.schemas).filter((name) => name.startsWith('def-'))).toEqual([]);
  });

  it('refers only to what is in it', async () => {
    const text = (await service.ask('GET', '/v1/openapi.json')).text, document = JSON.parse(text) as OpenApi;
    const names = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((ref) => !Object.hasOwn(document.components.schemas, ref.replace('#/components/schemas/', '')))).toEqual([]);
  });
});

describe('/docs', () => {
  it('loads only its own files, and its policy admits no others', async () => {
    const page = await fetch(`${service.url}/docs`), html = await page.text(), policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|validator/);
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, at]) => at!);
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) {
      const at = new URL(asset, `${service.url}/docs/`);
      expect(at.origin).toBe(service.url);
      expect((await fetch(at)).status).toBe(200);
    }
  });

  it.skipIf(!existsSync(CHROMIUM))('shows the operations in a browser, without a request elsewhere or a complaint', { timeout: 60_000 }, async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage(), requests: string[] = [], complaints: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${service.url}/docs`);
      await page.waitForSelector('#operations-studies-createStudy', { timeout: 30_000 });
      await page.click('#operations-studies-createStudy .opblock-summary-control');
      await page.waitForSelector('#operations-studies-createStudy .opblock-body');
      expect(await page.textContent('#operations-studies-createStudy')).toContain('Ask for a study');
      expect(requests.filter((url) => !url.startsWith(service.url) && !url.startsWith('data:'))).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
