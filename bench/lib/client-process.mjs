/** Clients in a process of their own (api-clients.mjs). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** @returns what they saw, when they have ended */
export async function startClients(base, study, wish) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('api-clients.mjs', import.meta.url)), base, study, JSON.stringify(wish)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the clients ended with ${code}`);
  return JSON.parse(text);
}
