/** Tracks of storms from IBTrACS files: a small one made by hand in the form of v04, two storms, units in its second line. */
import { describe, expect, it } from 'vitest';
import { readScenario } from '../../../src/model/read-scenario.js';
import type { StormFootprint } from '../../../src/model/types.js';
import { folderOf, placed, problemsOf } from './files.js';

const HEADER = 'SID,SEASON,NUMBER,BASIN,SUBBASIN,NAME,ISO_TIME,NATURE,LAT,LON,WMO_WIND,WMO_PRES,USA_WIND,USA_PRES,USA_POCI,USA_RMW';
const UNITS = ' ,Year, , , , , , ,degrees_north,degrees_east,kts,mb,kts,mb,mb,nmile';
const row = (sid: string, time: string, lat: number, lon: number, rest: string) => `${sid},2005,1,NA,MM,TEST,${time},TS,${lat},${lon},${rest}`;
const FILE = [
  HEADER, UNITS,
  row('2005001N10300', '2005-08-28 00:00:00', 20, -60, '50,1000,50,1000,1012,30'),
  row('2005236N23285', '2005-08-28 06:00:00', 25.1, -86.8, '125,930,125,930,1008,15'),
  row('2005236N23285', '2005-08-28 12:00:00', 25.7, -87.7, '145,909, , ,1006,20'),
  row('2005236N23285', '2005-08-28 15:00:00', 26, -88, ' , , , , , '),
  row('2005236N23285', '2005-08-28 18:30:00', 26.3, 271.4, ' , ,150,902, , '),
].join('\n');

const scenario = (ibtracs: string): string => `format: hazcade-scenario/1\nid: s\nmodel: .\nstart: 2026-01-01T00:00:00Z\nhorizon: 2d\nhazards:\n  - {id: h, type: tropical-cyclone, onset: 1h, footprint: {storm: {ibtracs: ${ibtracs}}}}\n`;
const trackOf = (file: string, ibtracs: string): StormFootprint['track'] => (readScenario(`${folderOf({ 's.yaml': scenario(ibtracs), 'tracks.csv': file })}/s.yaml`).scenario.hazards[0]!.footprint as StormFootprint).track;

describe('IBTrACS', () => {
  it('is read in hours, m/s, hPa and km; its own agency first, points without wind and pressure left out', () => {
    const track = trackOf(FILE, '{file: tracks.csv, storm: 2005236N23285}');
    expect(track.map((p) => [p.hours, p.lon, p.lat])).toEqual([[0, -86.8, 25.1], [6, -87.7, 25.7], [12.5, expect.closeTo(-88.6, 9), 26.3]]);
    // A knot is 1852 m an hour, a nautical mile 1.852 km.
    expect(track.map((p) => p.windMs)).toEqual([125, 145, 150].map((knots) => expect.closeTo((knots * 1852) / 3600, 9) as number));
    expect(track.map((p) => [p.pressureHpa, p.ambientHpa])).toEqual([[930, 1008], [909, 1006], [902, undefined]]);
    expect(track.map((p) => p.radiusKm)).toEqual([expect.closeTo(27.78, 9), expect.closeTo(37.04, 9), undefined]);
  });
  it('from and to cut the track, whose onset is then its first point', () => {
    expect(trackOf(FILE, '{file: tracks.csv, storm: 2005236N23285, from: 2005-08-28T12:00Z}').map((p) => p.hours)).toEqual([0, 6.5]);
  });
  it.each([
    ['a storm it does not have', FILE, '{file: tracks.csv, storm: 2005236N23286}', ['TRACK_UNKNOWN s.yaml:7:103']],
    ['other units', FILE.replace('nmile', 'km'), '{file: tracks.csv, storm: 2005236N23285}', ['TRACK_FILE tracks.csv:2:64']],
    ['another table', 'a,b\n1,2\n', '{file: tracks.csv, storm: x}', ['TRACK_FILE tracks.csv:1:1']],
    ['no file', FILE, '{file: track.csv, storm: x}', ['FILE_NOT_FOUND s.yaml:7:84']],
    ['one point', FILE, '{file: tracks.csv, storm: 2005236N23285, from: 2005-08-28T18:00Z}', ['FIELD_INVALID s.yaml:7:77']],
    ['an instant that is none', FILE, '{file: tracks.csv, storm: 2005236N23285, to: tomorrow}', ['FIELD_INVALID']],
  ])('says what is wrong: %s', (_what, file, ibtracs, expected) => {
    const folder = folderOf({ 's.yaml': scenario(ibtracs), 'tracks.csv': file }), found = placed(problemsOf(() => readScenario(`${folder}/s.yaml`)));
    expected.forEach((problem, i) => expect(found[i]).toContain(problem));
  });
});
