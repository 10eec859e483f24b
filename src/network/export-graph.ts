/**
 * The model's graph as files for Gephi, yEd, networkx, igraph: GraphML (own writer: graphology-graphml only reads) and GEXF 1.3 (graphology-gexf).
 * One edge for each supplier of each need, so k-of-n groups survive as the edge attributes need, required and n.
 */
import gexf from 'graphology-gexf';
import type { AssetAttributes, AssetGraph, SupplyAttributes } from './graph.js';

type Value = string | number | boolean | undefined;
type ValueType = 'string' | 'int' | 'double' | 'boolean';
type Fields<T> = readonly (readonly [name: string, type: ValueType, value: (of: T) => Value])[];

const NODE_FIELDS: Fields<AssetAttributes> = [
  ['name', 'string', (a) => a.name], ['sector', 'string', (a) => a.sector], ['kind', 'string', (a) => a.kind], ['services', 'string', (a) => a.services.join(' ')],
  ['serviceArea', 'boolean', (a) => a.serviceArea], ['people', 'int', (a) => a.people], ['lon', 'double', (a) => a.lon], ['lat', 'double', (a) => a.lat],
];
const EDGE_FIELDS: Fields<SupplyAttributes> = [
  ['need', 'string', (e) => e.need], ['service', 'string', (e) => e.service], ['type', 'string', (e) => e.type], ['role', 'string', (e) => e.role], ['combine', 'string', (e) => e.combine],
  ['weight', 'double', (e) => e.weight], ['required', 'double', (e) => e.required], ['n', 'int', (e) => e.n], ['impact', 'double', (e) => e.impact],
  ['delayHours', 'double', (e) => e.delayHours], ['bufferHours', 'double', (e) => e.bufferHours],
];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };

/** Characters outside the production Char of XML 1.0 (controls, halves of surrogate pairs) cannot be written even escaped: they become U+FFFD. */
const legal = (text: string): string => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
const escaped = (text: string): string => legal(text).replace(/[&<>"'\t\n\r]/g, (c) => ENTITIES[c]!);

const keys = <T>(fields: Fields<T>, of: 'node' | 'edge'): string[] =>
  fields.map(([name, type], i) => `  <key id="${of[0]!}${i}" for="${of}" attr.name="${name}" attr.type="${type}"/>\n`);

const data = <T>(fields: Fields<T>, of: 'n' | 'e', attributes: T): string => fields.map(([, , value], i) => {
  const v = value(attributes);
  return v === undefined ? '' : `<data key="${of}${i}">${escaped(String(v))}</data>`;
}).join('');

/** GraphML in pieces of one element each, for models too large for one string. */
export function* graphmlChunks(graph: AssetGraph): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    + 'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n';
  yield* keys(NODE_FIELDS, 'node');
  yield* keys(EDGE_FIELDS, 'edge');
  yield '  <graph id="G" edgedefault="directed">\n';
  for (const { node, attributes } of graph.nodeEntries()) yield `    <node id="${escaped(node)}">${data(NODE_FIELDS, 'n', attributes)}</node>\n`;
  for (const { edge, source, target, attributes } of graph.edgeEntries()) {
    yield `    <edge id="${escaped(edge)}" source="${escaped(source)}" target="${escaped(target)}">${data(EDGE_FIELDS, 'e', attributes)}</edge>\n`;
  }
  yield '  </graph>\n</graphml>\n';
}

/** The graph as one GraphML document. */
export const toGraphml = (graph: AssetGraph): string => [...graphmlChunks(graph)].join('');

/** Defined values by name, texts made legal; the library escapes them. */
const record = <T>(fields: Fields<T>, attributes: T): Record<string, Exclude<Value, undefined>> => Object.fromEntries(fields.flatMap(([name, , value]) => {
  const v = value(attributes);
  return v === undefined ? [] : [[name, typeof v === 'string' ? legal(v) : v]];
}));

/** The graph as one GEXF 1.3 document; placed assets have their longitude and latitude as position too. */
export function toGexf(graph: AssetGraph): string {
  return gexf.write<AssetAttributes, SupplyAttributes>(graph, {
    version: '1.3',
    formatNode: (_, a) => ({ label: legal(a.name), attributes: record(NODE_FIELDS, a), ...(a.lon === undefined ? {} : { viz: { x: a.lon, y: a.lat, z: 0 } }) }),
    formatEdge: (_, e) => {
      const { weight, ...attributes } = record(EDGE_FIELDS, e);
      return { weight: Number(weight), attributes };
    },
  });
}
