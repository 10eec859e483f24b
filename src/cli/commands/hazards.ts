/** `hazcade hazards [WHAT]`: the hazard catalogue, and the Hazard Information Profiles where a folder with them is given. */
import type { Hips } from '../../imports/hips.js';
import { declare, writeJson, type Declare } from '../command.js';
import { UsageError } from '../failure.js';
import { nonEmpty } from '../values.js';

interface Options { json?: boolean; search?: string; hurts?: string; hips?: string; reciprocated?: boolean; to?: string }

export const hazards: Declare = (session) =>
  declare('hazards', 'List hazard types, what they are measured in and what they can hurt; with the Hazard Information Profiles also what may cause or follow them.', ['hazards --hurts substation', 'hazards earthquake', 'hazards GH0101 --hips ../hips --reciprocated'])
    .argument('[what]', 'a type, or a code or name of the profiles')
    .option('--search <words>', 'types with these words in id, name, group, code or measure; with --hips: profiles with these in code, name, type or cluster', nonEmpty)
    .option('--hurts <kind>', 'types that can hurt this kind or sector of the shipped library', nonEmpty)
    .option('--hips <folder>', 'folder with hips-hazards.csv and hips-causal-edges.csv', nonEmpty)
    .option('--reciprocated', 'only links that both profiles name')
    .option('--to <code>', 'a shortest chain of links from WHAT to this hazard of the profiles', nonEmpty)
    .action(async (what: string | undefined, options: Options) => {
      const { io } = session, page = { columns: io.columns, color: io.color };
      const [catalogue, { shippedKinds }, report] = await Promise.all([import('../../catalogue/catalogue.js'), import('../../model/kinds.js'), import('../../report/hazards.js')]);
      const kinds = shippedKinds(), shown = (type: (typeof catalogue.HAZARD_TYPES)[number]) => ({ type, kinds: catalogue.kindsHurt(type, kinds).map(({ id, sector }) => ({ id, sector })) });
      if (options.hurts !== undefined && !kinds.some((k) => k.id === options.hurts || k.sector === options.hurts)) throw unknownKind(options.hurts, await nearKinds(options.hurts, kinds));
      if ((options.to ?? options.reciprocated) !== undefined && options.hips === undefined) throw new UsageError('OPTION_MISSING', '--to and --reciprocated speak of links between profiles: give --hips FOLDER');
      if (what === undefined && (options.to ?? options.reciprocated) !== undefined) throw new UsageError('OPTION_MISSING', '--to and --reciprocated are for one hazard: give its type, or the code or name of its profile');
      if (what === undefined && options.hips !== undefined) {
        if (options.hurts !== undefined) throw new UsageError('OPTION_CONFLICT', '--hurts is for types of the catalogue; the profiles say nothing of assets');
        const found = (await load(options.hips)).search(options.search);
        if (options.json) writeJson(io, found);
        else io.out(report.profileTable(found, (await import('../../imports/hips.js')).HIPS_ATTRIBUTION, page));
        return;
      }
      if (what === undefined) {
        const types = catalogue.findTypes({ text: options.search, hurts: options.hurts }, kinds).map(shown);
        if (options.json) writeJson(io, types.map(({ type, kinds: hurt }) => ({ ...type, kinds: hurt.map((k) => k.id) })));
        else io.out(report.hazardTable(types, page));
        return;
      }
      const type = catalogue.hazardType(what), hips = options.hips === undefined ? undefined : await load(options.hips);
      if (type === undefined && hips === undefined) {
        const sameCode = catalogue.HAZARD_TYPES.filter((t) => t.hip === what.toUpperCase());
        if (sameCode.length === 0) throw new UsageError('HAZARD_TYPE_UNKNOWN', `"${what}" is no hazard type; nearest: ${catalogue.likeTypes(what).join(', ')}. Codes and names of the profiles need --hips FOLDER`);
        if (options.json) writeJson(io, { types: sameCode.map((t) => ({ ...t, kinds: shown(t).kinds.map((k) => k.id) })) });
        else io.out(sameCode.map((t) => report.hazardPage(shown(t), page)).join('\n'));
        return;
      }
      const profile = hips === undefined || (type !== undefined && type.hip === undefined) ? undefined : profileOf(hips, type?.hip ?? what, options);
      if (options.json) { writeJson(io, { ...(type === undefined ? {} : { type: { ...type, kinds: shown(type).kinds.map((k) => k.id) } }), ...(profile === undefined ? {} : { profile }) }); return; }
      const { HIPS_ATTRIBUTION } = await import('../../imports/hips.js');
      if (type !== undefined) io.out(report.hazardPage(shown(type), page));
      if (profile?.chain !== undefined) io.out(`\n${profile.chain === null ? 'No chain of links leads there.' : profile.chain.map((h) => `${h.code} ${h.name}`).join(' > ')}\n`);
      else if (profile !== undefined) io.out(`${type === undefined ? '' : '\n'}${report.profilePage(profile, HIPS_ATTRIBUTION, page)}`);
    });

async function load(folder: string): Promise<Hips> {
  const { readHips } = await import('../../imports/hips.js');
  return readHips(folder);
}

function profileOf(hips: Hips, code: string, { reciprocated = false, to }: Options) {
  const hazard = hips.get(code), chain = to === undefined ? undefined : (hips.chain(code, to) ?? null);
  return { ...hazard, causes: hips.causes(code, reciprocated), causedBy: hips.causedBy(code, reciprocated), ...(chain === undefined ? {} : { chain }) };
}

async function nearKinds(wanted: string, kinds: readonly { id: string; sector: string }[]): Promise<string[]> {
  const { nearestOf } = await import('../../errors.js');
  return nearestOf(wanted, [...new Set([...kinds.map((k) => k.id), ...kinds.map((k) => k.sector)])], 3);
}

function unknownKind(wanted: string, near: string[]): UsageError {
  return new UsageError('KIND_UNKNOWN', `"${wanted}" is no kind or sector of the shipped library; nearest: ${near.join(', ')}`);
}
