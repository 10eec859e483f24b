import type { CrewPool, Scenario } from './types.js';

/**
 * Crews and resources of a scenario some of whose assets are taken away: crews without their base are there at once, without the need of fuel they need
 * none; fleets of tankers without their depot, and slowdowns by an asset that is gone, go too; crossings lose the way. Selectors select less by themselves.
 */
export function recoveryWithout({ crews, resources }: Scenario, gone: ReadonlySet<string>, needGone: (id: string) => boolean): Pick<Scenario, 'crews' | 'resources'> {
  const left = crews.map(({ base, fuel, ...pool }): CrewPool => ({ ...pool, ...(base === undefined || gone.has(base) ? {} : { base }), ...(fuel === undefined || needGone(fuel) ? {} : { fuel }) }));
  if (resources === undefined) return { crews: left };
  const { slowdowns, tankers, travel } = resources;
  return {
    crews: left,
    resources: {
      ...resources, ...(travel === undefined ? {} : { travel: { ...travel, crossings: travel.crossings.map(({ into, over }) => ({ into, over: over.filter((id) => !gone.has(id)) })) } }),
      slowdowns: slowdowns.filter(({ asset }) => !gone.has(asset)),
      tankers: tankers.filter(({ base }) => !gone.has(base)).map((fleet) => ({ ...fleet, needs: fleet.needs.filter((id) => !needGone(id)) })),
    },
  };
}
