/**
 * The region's economy as `hazcade-economy/1`, and which assets stand for its sectors. All figures are assumptions of the size usual in north-west Europe:
 * outputs in million euro a day (industry and offices: 300 euro for each of 38,000 workers), inputs for a euro of output, days after which a
 * sector that was struck has 99 % of its output back.
 */
const SECTORS = [
  { id: 'utilities', title: 'Power, water and waste', output: 1.5, days: 2, kinds: ['substation', 'water-pump', 'sewage-plant'] },
  { id: 'logistics', title: 'Ports, airport and rail', output: 3, days: 4, kinds: ['port-terminal', 'airport', 'rail-station'] },
  { id: 'industry', title: 'Industry and offices', output: 11.4, days: 5, kinds: ['businesses'], byPeople: true },
  { id: 'retail', title: 'Shops', output: 2.4, days: 3, kinds: ['supermarket', 'mall'], byPeople: true },
  { id: 'finance', title: 'Banks and data centres', output: 1.8, days: 2, kinds: ['bank-branch', 'payment-switch', 'data-centre'] },
  { id: 'health', title: 'Hospitals and clinics', output: 2.6, days: 3, kinds: ['hospital', 'clinic'], byPeople: true },
];
/** Row: whose product; column: for whose output. */
const INPUTS = [
  [0.12, 0.03, 0.04, 0.03, 0.01, 0.03],
  [0.03, 0.1, 0.05, 0.08, 0.01, 0.02],
  [0.15, 0.12, 0.2, 0.1, 0.1, 0.12],
  [0, 0.01, 0.01, 0.02, 0, 0.01],
  [0.03, 0.04, 0.03, 0.03, 0.12, 0.02],
  [0, 0, 0, 0, 0, 0.02],
];

/** Shares of the whole in millionths, rounded down: together at most 1. */
const shares = (weights) => { const total = weights.reduce((sum, x) => sum + x, 0); return weights.map((x) => Math.floor((1e6 * x) / total) / 1e6); };

export function economyFiles(region) {
  const map = SECTORS.flatMap(({ id, kinds, byPeople }) => {
    const assets = region.assets.filter((asset) => kinds.includes(asset.kind)), parts = shares(assets.map((asset) => (byPeople ? asset.people ?? 0 : 1)));
    return assets.map((asset, i) => ({ asset: asset.id, component: `sector:${id}`, share: parts[i] })).filter(({ share }) => share > 0);
  });
  const lines = [
    ...SECTORS.map(({ id, title, output, days }, i) => `    {"id": "${id}", "title": "${title}", "output": ${Math.round(1e6 * output)}, "recovery": {"days": ${days}}}${i + 1 < SECTORS.length ? ',' : ''}`),
  ];
  const text = `{\n  "format": "hazcade-economy/1",\n  "title": "Harbour City, fictional. Written by build.mjs: change that, not this.",\n  "currency": "EUR",\n  "kind": "technical",\n  "sectors": [\n${lines.join('\n')}\n  ],\n  "matrix": [\n${INPUTS.map((row) => `    [${row.join(', ')}]`).join(',\n')}\n  ]\n}\n`;
  return { text, map, size: `${SECTORS.length} sectors, ${map.length} assets` };
}
