/** Demands of drinking water: those of the table of needs, and planning figures for assets whose needs state none. */

/** m3 an hour in the hours of opening by kind, and the profile of those hours; all assumptions. */
const KIND_WATER = { clinic: [0.3, 'office'], 'nursing-home': [0.8, 'level'], 'dialysis-centre': [1.5, 'office'], school: [1.2, 'school'], 'core-exchange': [2, 'level'] };

const mean = ({ weekday, weekend }) => (5 * weekday.reduce((sum, v) => sum + v, 0) + 2 * weekend.reduce((sum, v) => sum + v, 0)) / 168;
const highest = ({ weekday, weekend }) => Math.max(...weekday, ...weekend);

/**
 * One row for each customer of a district's mains; a customer of two mains draws half from each.
 * @returns [{asset, main, place, hamlet, profile, flow, mean, peak}], flows in l/s; `flow` is what the profile multiplies
 */
export function waterDemands(region, profiles) {
  const rows = [];
  const all = { ...profiles, level: { weekday: Array(24).fill(1), weekend: Array(24).fill(1) } };
  for (const { asset, service, from, demand, demand_profile: named } of region.needs) {
    if (!['water', 'cooling'].includes(service) || !from[0].startsWith('main-')) continue;
    const { kind, place } = region.get(asset);
    const [perHour, profile] = demand === undefined ? KIND_WATER[kind] ?? [] : [demand, named ?? 'level'];
    if (perHour === undefined) throw new Error(`no water demand is known for ${asset} (kind ${kind})`);
    const flow = perHour / 3.6 / from.length;
    for (const main of from) rows.push({ asset, main, place, hamlet: kind === 'hamlet', profile, flow, mean: flow * mean(all[profile]), peak: flow * highest(all[profile]) });
  }
  return rows;
}
