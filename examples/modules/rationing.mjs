// A sector model of one's own: sources of given capacity, loads of given demand, and when there is too little, everyone gets the same share.
import { createReplicator as usual, FULL } from 'hazcade';

const megawatts = { type: 'object', additionalProperties: { type: 'number', exclusiveMinimum: 0 } };

const rationing = {
  name: 'rationing',
  schema: { type: 'object', properties: { sources: megawatts, loads: megawatts }, required: ['sources', 'loads'], additionalProperties: false },
  create({ sources, loads }, _network, indexOf) {
    const components = Int32Array.from([...Object.keys(sources), ...Object.keys(loads)], indexOf).sort();
    const along = (table) => {
      const values = new Float64Array(components.length);
      for (const [asset, mw] of Object.entries(table)) values[components.indexOf(indexOf(asset))] = mw;
      return values;
    };
    const supply = along(sources);
    const demand = along(loads);
    const wanted = demand.reduce((sum, mw) => sum + mw, 0);
    return {
      components,
      reset() {},
      // A pure function of what is up and what it offers; shares are whole parts of FULL, of nominal.
      solve(_hours, up, offered, shares) {
        let there = 0;
        for (let i = 0; i < components.length; i++) if (up[i] === 1) there += supply[i] * (offered[i] / FULL);
        const share = Math.floor(FULL * Math.min(1, there / wanted));
        for (let i = 0; i < components.length; i++) shares[i] = demand[i] > 0 ? share : FULL;
        return {};
      },
    };
  },
};

/** What each worker calls; named by the option `replicatorModule`. */
export const createReplicator = (packet) => usual(packet, [rationing]);
