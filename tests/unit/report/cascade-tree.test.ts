import { describe, expect, it } from 'vitest';
import { cascadeTree, clockWidthOf, treeLines, type TreeNode } from '../../../src/report/cascade-tree.js';
import { hanging } from '../../../src/report/text-table.js';
import { sampleCascade } from '../../fixtures/sample-results.js';

const all = (nodes: TreeNode[]): TreeNode[] => nodes.flatMap((n) => [n, ...all(n.children)]);

describe('cascade tree', () => {
  it('puts every event under its cause', () => {
    const events = sampleCascade(2);
    const tree = cascadeTree(events);
    for (const node of all(tree.roots)) for (const child of node.children) expect(child.event.cause).toBe(node.event.id);
    // A storm, and for each of two substations: damage, fall, two pumps, two areas.
    expect(tree.shown).toBe(1 + 2 * (1 + 1 + 2 + 2));
    expect(tree.roots).toHaveLength(1);
  });

  it('keeps its branches in line when an event comes after days and at odd seconds', () => {
    const events = sampleCascade(1).map((event) => (event.asset === 'area-sub-2-0' ? { ...event, hours: 24 * 12 + 1 + 26 / 3600 } : event)), width = clockWidthOf(events);
    expect(width).toBe('12 d 01:00:26'.length);
    const lines = treeLines(cascadeTree(events), undefined, width);
    expect(lines[0]).toBe('        02:00  storm begins, intensity 38.2');
    expect(lines.filter((line) => /^12 d 01:00:26 {2}.*└ /.test(line))).toHaveLength(1);
  });

  it('has the whole of what an event says, below its beginning where the line is too short', () => {
    expect(hanging('  02:30  fall  ', 'Oberstadt (oberstadt) falls to 75 %, for want of electricity', 51)).toEqual(['  02:30  fall  Oberstadt (oberstadt) falls to 75 %,', '               for want of electricity']);
    expect(hanging('02:30  ', 'a word and more', Infinity)).toEqual(['02:30  a word and more']);
  });

  it('reads as a timeline with branches', () => {
    expect(treeLines(cascadeTree(sampleCascade(1)))).toEqual([
      '     02:00  storm begins, intensity 38.2',
      '     02:30  ├ sub-1 damaged: extensive, at 36.1 (storm)',
      '     02:30  │ └ sub-1 falls to 0 %',
      '     02:30  │   └ pump-sub-1-0 falls to 0 %, for want of electricity',
      '     10:30  │     └ area-sub-1-0 falls to 50 %, for want of water',
      '     02:30  └ sub-2 damaged: extensive, at 36.1 (storm)',
      '     02:30    └ sub-2 falls to 0 %',
      '     02:30      └ pump-sub-2-0 falls to 0 %, for want of electricity',
      '     10:30        └ area-sub-2-0 falls to 50 %, for want of water',
    ]);
  });

  it.each([1, 2, 7, 20])('keeps the %i events with most behind them and counts the rest', (limit) => {
    const events = sampleCascade(10);
    const tree = cascadeTree(events, { limit });
    const nodes = all(tree.roots);
    expect(nodes).toHaveLength(limit);
    expect(limit + nodes.reduce((sum, n) => sum + n.hidden, 0) + tree.hidden).toBe(tree.events);
    expect(nodes[0]!.event.kind).toBe('hazard');
  });

  it('shows only the chain of causes of one asset', () => {
    const tree = cascadeTree(sampleCascade(5), { asset: 'area-sub-2-3' });
    expect(all(tree.roots).map((n) => n.event.asset ?? n.event.source)).toEqual(['storm', 'sub-2', 'sub-2', 'pump-sub-2-3', 'area-sub-2-3']);
  });

  it('is empty for an asset to which nothing happened', () => {
    expect(cascadeTree(sampleCascade(1), { asset: 'nowhere' })).toEqual({ roots: [], events: 0, shown: 0, hidden: 0 });
  });

  it('passes over events that carry nothing on, such as a restart that triggers a fall', () => {
    const events = sampleCascade(1);
    const rise = events.find((e) => e.kind === 'rise')!;
    events.push({ ...rise, id: events.length + 1, kind: 'fall', asset: 'late', to: 0, cause: rise.id, causes: [rise.id] });
    const parent = all(cascadeTree(events).roots).find((n) => n.children.some((c) => c.event.asset === 'late'))!;
    expect([parent.event.kind, parent.event.asset]).toEqual(['damage', rise.asset]);
  });
});
