/**
 * Bad requests of every sort over real connections to a service in a process of its own: none gets in, none crashes it, each is answered
 * with a 4xx or 503 and a code. `node bench/service/bad-requests.mjs` sends 10,000 and looks at memory.
 */
import { expect, it } from 'vitest';
import { contentsOf, sendBadRequests, startBadService } from '../../bench/service/bad-requests.mjs';

it('are refused, each with a code, and change nothing', { timeout: 180_000 }, async () => {
  const service = await startBadService();
  try {
    const before = await contentsOf(service), { wrong, answers } = await sendBadRequests(service, 192, { seed: 7 });
    expect(wrong).toEqual([]);
    expect(Object.keys(answers).length).toBeGreaterThanOrEqual(32);
    expect(service.exited()).toBe(false);
    expect((await service.get('/health')).status).toBe(200);
    expect(Object.keys(before)).toEqual(['models', 'scenarios', 'drafts', 'studies', 'keys']);
    expect(await contentsOf(service)).toEqual(before);
    expect(service.log.filter((line) => line.includes('internal error'))).toEqual([]);
  } finally {
    await service.close();
  }
});
