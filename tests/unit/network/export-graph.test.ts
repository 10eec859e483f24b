import fc from 'fast-check';
import { MultiDirectedGraph } from 'graphology';
import gexf from 'graphology-gexf';
import { describe, expect, it } from 'vitest';
import { graphmlChunks, toGexf, toGraphml } from '../../../src/network/export-graph.js';
import { modelGraph } from '../../../src/network/graph.js';
import { HOMES, PLANT, asset, buffer, model } from './models.js';

const NASTY = `Müller & Sons <"quay"> 's; \t\u0001\ud800 ]]> &amp;`;
const graphOf = (name: string, id = 'h') => modelGraph(model([
  asset('s1', PLANT, [], { place: { lon: 4.3, lat: 51.25 } }), asset('s2', PLANT, [], { name }),
  asset(id, HOMES, [{ service: 'electricity', from: ['s1', ['s2', 0.5]], impact: 0.8, delayHours: 0.5, buffer: buffer(8) }, { service: 'communications', from: ['s1'], type: 'cyber' }], { people: 1200 }),
]));

const ENTITY = /&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);/g;
/** Throws unless the text is one well-formed XML element with properly nested tags, quoted attributes, known entities and legal characters. */
function checkXml(text: string): void {
  const open: string[] = [];
  const body = text.replace(/^<\?xml [^?]*\?>\s*/, '');
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(body)) throw new Error('illegal character');
  let roots = 0;
  let end = 0;
  for (const tag of body.matchAll(/<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g)) {
    const between = body.slice(end, tag.index);
    if (/[<>]/.test(between) || between.replace(ENTITY, '').includes('&')) throw new Error(`not well-formed: ${between}`);
    if (tag[3]!.replace(ENTITY, '').includes('&')) throw new Error(`not well-formed: ${tag[3]!}`);
    end = tag.index + tag[0].length;
    if (tag[1] === '/') {
      if (open.pop() !== tag[2]) throw new Error(`</${tag[2]!}> closes nothing`);
    } else {
      if (open.length === 0) roots++;
      if (tag[4] !== '/') open.push(tag[2]!);
    }
  }
  if (roots !== 1 || open.length > 0 || body.slice(end).trim() !== '') throw new Error('not one closed element');
}

describe('toGraphml', () => {
  it('declares typed keys and writes each supplier as an edge of its need', () => {
    const text = toGraphml(graphOf('South'));
    expect(text).toContain('<key id="n5" for="node" attr.name="people" attr.type="int"/>');
    expect(text).toContain('<key id="e8" for="edge" attr.name="impact" attr.type="double"/>');
    expect(text).toContain('<node id="s1"><data key="n0">s1</data><data key="n1">power</data><data key="n2">plant</data><data key="n3">electricity</data><data key="n4">false</data><data key="n5">0</data><data key="n6">4.3</data><data key="n7">51.25</data></node>');
    expect(text).toContain('<edge id="h/electricity&lt;1" source="s2" target="h"><data key="e0">h/electricity</data><data key="e1">electricity</data><data key="e2">physical</data><data key="e3">function</data><data key="e4">sum</data><data key="e5">0.5</data><data key="e6">1</data><data key="e7">2</data><data key="e8">0.8</data><data key="e9">0.5</data><data key="e10">8</data></edge>');
    expect(() => checkXml(text)).not.toThrow();
  });
});

describe('both formats', () => {
  it('are well-formed whatever the names', () => {
    for (const write of [toGraphml, toGexf]) {
      expect(() => checkXml(write(graphOf(NASTY, NASTY.replace('\u0001\ud800', ''))))).not.toThrow();
      fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => { checkXml(write(graphOf(name))); }));
    }
  });

  it('the check itself finds faults', () => {
    for (const wrong of ['<a><b></a></b>', '<a>&</a>', '<a x="&nope"/>', '<a/><b/>', '<a>\u0001</a>', '<a><</a>', '<a x=1/>']) expect(() => checkXml(wrong), wrong).toThrow();
  });
});

describe('toGexf', () => {
  it('comes back from the parser of graphology with nodes, parallel edges and attributes', () => {
    const graph = graphOf('Müller & Sons <"quay">');
    const back = gexf.parse(MultiDirectedGraph, toGexf(graph));
    expect(toGexf(graph)).toBe(toGexf(graph)); // no time of writing in it
    expect(back.nodes()).toEqual(['s1', 's2', 'h']);
    expect(back.getNodeAttributes('s1')).toMatchObject({ label: 's1', sector: 'power', kind: 'plant', services: 'electricity', serviceArea: false, people: 0, lon: 4.3, lat: 51.25, x: 4.3, y: 51.25 });
    expect(back.getNodeAttribute('s2', 'label')).toBe('Müller & Sons <"quay">');
    expect(back.getNodeAttribute('h', 'people')).toBe(1200);
    expect(back.mapEdges((key, a, from, to) => [key, from, to, a.need, a.n, a.weight, a.impact, a.type].join(' '))).toEqual([
      'h/electricity<0 s1 h h/electricity 2 1 0.8 physical', 'h/electricity<1 s2 h h/electricity 2 0.5 0.8 physical', 'h/communications<0 s1 h h/communications 1 1 1 cyber',
    ]);
  });
});

describe('graphmlChunks', () => {
  it('gives the document in pieces of one element, so that no model is too long for a string', () => {
    const graph = graphOf('South');
    const chunks = [...graphmlChunks(graph)];
    expect(chunks.join('')).toBe(toGraphml(graph));
    expect(chunks).toHaveLength(1 + 8 + 11 + 1 + graph.order + graph.size + 1); // head, keys of nodes and edges, graph, elements, tail
  });
});
