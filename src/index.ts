/**
 * Hazcade: what fails when a storm, a flood, an earthquake or an attack hits networks that need each other.
 *
 * A model says which assets there are and what they need; a scenario what hits them, and who repairs. A study runs many
 * replications of a scenario, each a cascade of events from seeded draws: the same inputs give the same bits, on one worker or many.
 *
 * ```js
 * import { readStudyInput, simulate } from 'hazcade';
 *
 * const { model, scenario } = readStudyInput('scenarios/winter-storm.yaml');
 * const { outcomes } = await simulate(model, scenario, { replications: 500 });
 * const { mean, interval, unit } = outcomes['person-hours.electricity'];
 * console.log(`${Math.round(mean)} ${unit} without power (95 %: ${interval.map(Math.round).join(' to ')})`);
 * ```
 *
 * Everything in this file is public; docs/library.md goes through it, docs/semantics.md says what a simulation means.
 */

// One call for a whole study.
export { simulate, type SimulateOptions } from './simulate.js';
export { VERSION } from './version.js';

// Reading and changing models and scenarios.
export { normalizeModel, readModel, type ReadModel } from './model/read.js';
export { checkScenario, normalizeScenario, readScenario, readStudyInput, type ReadScenario } from './model/read-scenario.js';
export { selectAssets } from './model/select.js';
export { applyVariant } from './model/variant.js';
export { publishedSchemas } from './model/schema.js';
export { generateModel, type GeneratedModel, type GenerateOptions } from './generate/generate.js';
export type * from './model/types.js';

// Catalogues of events.
export { readCatalogue, type ReadCatalogue } from './model/read-catalogue.js';
export { runCatalogue, type CatalogueRun, type RunCatalogueOptions } from './risk/run-catalogue.js';
export { readSensitivity, type SensitivityPlan } from './model/read-sensitivity.js';
export { runSensitivity, type SensitivityOptions, type SensitivityResults } from './risk/sensitivity.js';
export type * from './risk/results.js';
export type { Estimate as LossEstimate } from './risk/loss-sample.js';
export type { CurvePoint, LossAtPeriod } from './risk/occurrence.js';
export { riskHtml, type RiskReportInput } from './report/risk-html.js';
export { riskTerminal, type RiskTerminalOptions } from './report/risk-terminal.js';
export { riskTables } from './exports/risk-tables.js';

// Errors.
export { CascadeError, formatProblem, ValidationError, type Problem } from './errors.js';

// The graph of a model.
export { modelGraph, type AssetAttributes, type AssetGraph, type SupplyAttributes } from './network/graph.js';
export { inspectModel, type RankedAsset, type Shape } from './network/shape.js';
export { toGexf, toGraphml } from './network/export-graph.js';
export type { CompiledNetwork, NetworkSizes } from './network/compiled-network.js';
export type { NetworkNames } from './network/network-names.js';

// One replication, and what plugs into it.
export { assemble, type Assembled, type AssembleOptions } from './study/assemble.js';
export { sampleFootprints, type FootprintSamples, type FootprintSummary } from './study/footprints.js';
export { createReplicator } from './study/replicator.js';
export { GivenDraws, type DrawRequest } from './random/given-draws.js';
export { FULL } from './engine/units.js';
export type * from './engine/contracts.js';
export type * from './engine/sector-model.js';
export type { CompiledScenario } from './engine/compiled-scenario.js';

// Replays and forks.
export { replay, type Replay } from './study/replay.js';
export { readFork, type ForkFile } from './model/read-fork.js';
export { forkOfVariant, forkReplication, prepareFork, type ForkedReplication, type ForkedStudy } from './study/fork.js';
export { compareFork, type ForkComparison } from './study/fork-comparison.js';
export { compareEvents, type EventDifference } from './study/event-difference.js';
export { EVENT_FIELDS, eventFilter, writeEvents, type EventField, type EventFilter, type EventStreamOptions } from './study/event-stream.js';
export { causeChain, type CauseChain, type ChainLink } from './report/cause-chain.js';
export { representativesBy, representativesOfCurve, type CurveRule, type OutcomeRule, type Representatives } from './study/representatives.js';
export { dryRun, type DryRun, type DryRunOptions } from './study/dry-run.js';
export { outageMatrix, type OutageMatrix, type OutageQuestion } from './study/outages.js';
export { outageBinary, outageJson, type OutageHead } from './study/outage-codec.js';
export { areaMeans, areaValues, compareAreas, type AreaEstimate, type AreaQuestion, type AreaValues } from './study/areas.js';
export { packetParts, type PacketParts } from './study/packet-parts.js';

// What hazards, or sectors, do together.
export { interactions, silos, type DecomposeOptions, type InteractionOptions, type Interactions, type Silos } from './decompose.js';
export type { Estimate, HazardSet, InteractionOutcome, InteractionTerm, SiloOutcome } from './study/decomposition.js';

// Hazard types.
export { findTypes, HAZARD_TYPES, hazardType, kindsHurt, type TypeQuery } from './catalogue/catalogue.js';
export type { CatalogueAct, CatalogueMeasure, HazardGroup, HazardType } from './catalogue/hazard-type.js';
export { readHips, type HipHazard, type HipLink, type Hips } from './imports/hips.js';

// Studies, step by step.
export { infoOf, prepareStudy, prepareVariant, warningTexts, type Overrides, type PreparedStudy, type PrepareOptions } from './study/prepare.js';
export type { StudyPacket } from './study/packet.js';
export { inProcessRunner } from './runners/in-process.js';
export { openRunner } from './runners/open-runner.js';
export { threadRunner, type ThreadOptions } from './runners/threads.js';
export type { Runner } from './study/runner.js';
export type { StudyShape } from './study/shape.js';
export { runStudy, type StudyPlan, type StudyProgress } from './study/run.js';
export type { MergedStudy } from './study/merged-study.js';
export { sizeResource, type SizeOptions, type SizeQuestion, type SizeStudy, type Sizing } from './study/size.js';
export type { Share, Trial } from './study/size-search.js';
export { compareStudies, type Avoided } from './study/compare.js';
export { rankSubjects, type RankEntry, type Ranking, type RankPlan, type RankProgress } from './study/rank.js';
export { compareOrders, type CompareOrdersOptions, type OrderComparison } from './study/compare-orders.js';
export type { RankQuestion } from './study/rank-block.js';
export { familyDigest, studyDigest, type StudyInputs } from './study/digest.js';
export { buildResults, type ResultsInput, type StudyLabels, type VariantStudy } from './study/results-builder.js';

// Results.
export { curveInUnits } from './study/results.js';
export type * from './study/results.js';
export { EXPORTERS, exporterOf, resultTable, TABLE_NAMES, type Exporter, type Table, type TableColumn, type TableName } from './exports/index.js';
export { cascadeTree, describeEvent, treeLines, type CascadeTree, type TreeNode, type TreeOptions } from './report/cascade-tree.js';
export { htmlReport, type ReplicationTrace, type ReportInput } from './report/html.js';
export { terminalReport, type TerminalOptions } from './report/terminal.js';
