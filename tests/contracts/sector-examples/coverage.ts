import type { SectorExample } from '../sector-example.js';

const links = [['core', 'fibre-1'], ['core', 'fibre-2'], ['fibre-1', 'office'], ['fibre-2', 'office'], ['office', 'site-1'], ['office', 'site-2'], ['site-3', 'core']];
const sites = { 'site-1': 12, 'site-2': 20, 'site-3': 30 };
const areas = { homes: { traffic: 20, sites: { 'site-1': 0.6, 'site-2': 0.7 } }, hospital: { traffic: 30, sites: { 'site-2': 0.3, 'site-3': 0.7 } } };
const assets = ['core', 'fibre-1', 'fibre-2', 'office', 'site-1', 'site-2', 'site-3', 'homes', 'hospital'];

export const EXAMPLES: Record<string, SectorExample[]> = {
  coverage: [
    { params: { exchanges: ['core'], links, sites, areas }, assets, supply: ['core'] },
    { params: { exchanges: ['core', 'site-2'], links, sites, areas, surge: { factor: 2.5, hours: 3 } }, assets, supply: ['core', 'site-2'] },
  ],
};
