import { describe, expect, it } from 'vitest';
import { readTntpNetwork, readTntpNodes, readTntpTrips } from '../../../src/imports/tntp.js';

const network = (rows: string[], head = ['<NUMBER OF ZONES> 2', '<NUMBER OF NODES> 3', '<FIRST THRU NODE> 3', `<NUMBER OF LINKS> ${rows.length}`]): string => [...head, '<ORIGINAL HEADER>~ a b', '<END OF METADATA>', '', '~ comment', ...rows].join('\n');
const GOOD = ['\t1\t3\t100.5\t2\t1e1\t0.15\t4\t60\t3\t1\t;', '3 2 50 1 5 0 0 0 0 1;'];
const messages = (text: string): string[] => readTntpNetwork('n.tntp', text).problems.map((p) => `${p.code} ${p.line ?? 0} ${p.message}`);

describe('networks', () => {
  it('gives links in the order of the file, nodes from 0, zones that are not passed through', () => {
    const { value, problems } = readTntpNetwork('n.tntp', network(GOOD).replaceAll('\n', '\r\n'));
    expect(problems).toEqual([]);
    expect(value).toMatchObject({ file: 'n.tntp', zoneCount: 2, nodeNames: ['1', '2', '3'] });
    const lists = (['endsOnly', 'tail', 'head', 'capacity', 'length', 'freeFlowTime', 'delayFactor', 'power', 'toll', 'row'] as const).map((name) => [name, [...value![name]]]);
    expect(Object.fromEntries(lists)).toEqual({ endsOnly: [1, 1, 0], tail: [0, 2], head: [2, 1], capacity: [100.5, 50], length: [2, 1], freeFlowTime: [10, 5], delayFactor: [0.15, 0], power: [4, 0], toll: [3, 0], row: [9, 10] });
  });

  it.each([
    [GOOD[0]!.replace('100.5', '1O0'), 'capacity: expecting a number, found "1O0"'],
    [GOOD[0]!.replace('100.5', '-1'), 'capacity: expecting a number of at least 0, found "-1"'],
    [GOOD[0]!.replace('100.5', '0'), 'capacity: expecting a capacity above 0 (free_flow_time and b are above 0), found "0"'],
    [GOOD[0]!.replace('1e1', '1e999'), 'free_flow_time: expecting a number, found "1e999"'],
    [GOOD[0]!.replace('\t3', '\t4'), 'term_node: expecting a node from 1 to 3, found "4"'],
    [GOOD[0]!.replace('\t3', '\t1'), 'term_node: expecting another node than init_node 1, found "1"'],
    ['1 3 100 ;', 'expecting 10 columns (init_node term_node capacity length free_flow_time b power speed toll link_type), found 3'],
  ])('refuses the row %j with its line', (row, message) => {
    expect(messages(network([row, GOOD[1]!]))).toEqual([`TNTP_ROW 9 ${message}`]);
  });

  it('refuses wrong metadata, all of it at once', () => {
    expect(messages(network(GOOD, ['<NUMBER OF ZONES> x', '<NUMBER OF NODES> 3', '<NUMBER OF NODES> 3', '<NUMBER OF LINKS> 2']))).toEqual([
      'TNTP_METADATA 3 <NUMBER OF NODES> stands twice', 'TNTP_METADATA 1 <NUMBER OF ZONES>: expecting a whole number from 1 to 2000000, found NaN', 'TNTP_METADATA 0 expecting <FIRST THRU NODE>, found none',
    ]);
    expect(messages(network(GOOD).replace('LINKS> 2', 'LINKS> 3').replace('ZONES> 2', 'ZONES> 9'))).toEqual(['TNTP_METADATA 1 9 zones, but only 3 nodes: zones are the first nodes', 'TNTP_METADATA 4 <NUMBER OF LINKS> says 3, found 2 rows']);
  });

  it.each(['', 'a,b\n1,2', '{"type": "FeatureCollection"}', '\0\u2028'])('refuses what is no TNTP file: %j', (text) => {
    expect(readTntpNetwork('n', text).value).toBeUndefined();
    expect(readTntpTrips('t', text).value).toBeUndefined();
    expect(messages(text)).toContain('TNTP_METADATA 0 expecting a line <END OF METADATA>, found none: not a TNTP file');
  });

  it('counts problems beyond 200 instead of listing them', () => {
    const problems = readTntpNetwork('n', network(Array.from({ length: 300 }, () => '1 1 1 1 1 1 1 1 1 1'))).problems;
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toMatchObject({ code: 'PROBLEMS_UNLISTED', severity: 'error', message: '100 further problems are not listed' });
  });
});

describe('trip tables', () => {
  const trips = (rows: string, total = ''): string => `<NUMBER OF ZONES> 3\n${total}<END OF METADATA>\n\n${rows}`;

  it('gives pairs in order, without those that have no trips', () => {
    const { value, problems } = readTntpTrips('t', trips('Origin 2\n 1 : 4.5; 3 : 0.0;\n 2 :1;\nOrigin \t1\n 3 : 2;', '<TOTAL OD FLOW> 7.5\n'));
    expect(problems).toEqual([]);
    expect({ zones: value!.zoneCount, origin: [...value!.origin], destination: [...value!.destination], trips: [...value!.trips] }).toEqual({ zones: 3, origin: [0, 1, 1], destination: [2, 0, 1], trips: [2, 4.5, 1] });
  });

  it.each([
    [' 1 : 2;', 'trips before a sound "Origin" line: "1 : 2"'], ['Origin 4', 'Origin: expecting a zone from 1 to 3, found "4"'], ['Origin 1\n 0 : 2;', 'expecting "zone : trips" with a zone from 1 to 3, found "0 : 2"'],
    ['Origin 1\n 2 : -2;', 'expecting "zone : trips" with trips of at least 0, found "2 : -2"'], ['Origin 1\n 2 = 2;', 'expecting "zone : trips" with a zone from 1 to 3, found "2 = 2"'],
    ['Origin 1\n 2 : 2;\nOrigin 1\n 2 : 2;', 'trips from zone 1 to zone 2 stand twice'],
  ])('refuses %j', (rows, message) => {
    const { value, problems } = readTntpTrips('t', trips(rows));
    expect(value).toBeUndefined();
    expect(problems).toEqual([{ code: 'TNTP_ROW', severity: 'error', file: 't', line: 3 + rows.split('\n').length, message }]);
  });

  it('warns where the total is another', () => {
    const { value, problems } = readTntpTrips('t', trips('Origin 1\n 2 : 2;', '<TOTAL OD FLOW> 3\n'));
    expect(value!.trips).toEqual(Float64Array.of(2));
    expect(problems).toEqual([{ code: 'TNTP_TOTAL', severity: 'warning', file: 't', line: 2, message: '<TOTAL OD FLOW> says 3, the table adds up to 2' }]);
  });
});

describe('node files', () => {
  it('gives coordinates by node, NaN where there are none', () => {
    const { value, problems } = readTntpNodes('x', 'Node\tX\tY\t;\n2\t-96.7\t43.6\t;\n1 1 2\n', 3);
    expect(problems).toEqual([]);
    expect([[...value!.x], [...value!.y]]).toEqual([[1, -96.7, NaN], [2, 43.6, NaN]]);
  });
  it('refuses nodes that are not there, twice, or without numbers', () => {
    expect(readTntpNodes('x', '4 1 1\n1 1\n2 1 1\n2 1 1\n', 3).problems.map((p) => [p.line, p.message])).toEqual([
      [1, 'expecting "node x y" with a node from 1 to 3, found "4 1 1"'], [2, 'expecting "node x y" with two numbers, found "1 1"'], [4, 'node 2 stands twice'],
    ]);
  });
});
