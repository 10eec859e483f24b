/** What hazards do to people, after reading. */
import type { Numeric, Selector } from './types-base.js';

export type PeopleEffect =
  | { effect: 'casualties'; select?: Selector; /** Share of the people there. */ share?: Numeric; /** [intensity, share], rising in intensity; instead of `share`. */ byIntensity?: [number, number][]; /** As of {@link Effect}. */ above?: number }
  | { effect: 'exposure'; select?: Selector; /** At once. */ share: number; /** Part of those not yet exposed, per hour; 0: none. */ perHour: number; service?: string; above?: number };
