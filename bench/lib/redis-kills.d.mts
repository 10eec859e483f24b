import type { StudyInputs } from '../../src/study/digest.js';
import type { StudyPacket } from '../../src/study/packet.js';

export const KILLS: string[];
export function killRound(what: string, study: { packet: StudyPacket; inputs: StudyInputs }, replications: number, seed: string, spanMs?: number): Promise<{ digest: string; seconds: number; kills: number }>;
