// One replication as a stream of events: every event names its cause, so a cascade can be read backwards.
import { filter, lastValueFrom, map, tap, toArray } from 'rxjs';
import { assemble, cascadeTree, createReplicator, readStudyInput, treeLines } from 'hazcade';

const { model, scenario } = readStudyInput('scenarios/tutorial.yaml');
const replicator = await createReplicator(assemble(model, scenario).packet);

// Cold: subscribing runs replication 0, unsubscribing stops it.
const events$ = replicator.events(0);

console.log('Falls to nothing:');
const events = await lastValueFrom(events$.pipe(
  tap((e) => { if (e.kind === 'fall' && e.to === 0) console.log(`  ${e.hours} h  ${e.asset}, ${e.depth} falls from the root`); }),
  toArray(),
));

console.log('Why the hospital fell:');
const hospital = events.find((e) => e.kind === 'fall' && e.asset === 'hospital');
for (let e = hospital; e !== undefined; e = events[e.cause - 1]) console.log(`  ${e.hours} h  ${e.kind} ${e.asset ?? e.source}`);

console.log('The whole tree of the water works:');
for (const line of treeLines(cascadeTree(events, { asset: 'waterworks' }))) console.log(`  ${line}`);

const lost = await lastValueFrom(events$.pipe(filter((e) => e.kind === 'fall'), map((e) => e.asset), toArray()));
console.log(`${new Set(lost).size} assets fell in ${lost.length} falls`);
