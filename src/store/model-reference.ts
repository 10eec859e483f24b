/** Models as scenarios name them. The one place that reads such a name, so that what is checked for access is what is opened. */

/** Id, and version where one is named, in `harbour-city`, `harbour-city@HASH`, `../models/harbour-city`, `../models/harbour-city/model.yaml`, `town.yaml`. */
export function modelReference(written: string): string {
  const path = written.replace(/\/+$/, '').replace(/\/model\.(yaml|yml|json)$/, '');
  return path.split('/').at(-1)!.replace(/\.(yaml|yml|json)$/, '');
}

/** Without the version. */
export const modelIdOf = (written: string): string => modelReference(written).split('@')[0]!;

/** Every model that a text in YAML or JSON could name: drafts are not read before they are checked, and may be broken. */
export function modelsNamed(text: string): string[] {
  return [...new Set([...text.matchAll(/(?:^|[\s{,"'])model["']?\s*:\s*["']?([^\s"'#,}]+)/g)].map(([, reference]) => modelIdOf(reference!)))];
}

/** The model of a scenario by its summary. */
export function modelOfSummary(summary: unknown): string | undefined {
  const { model } = (summary ?? {}) as { model?: unknown };
  return typeof model === 'string' ? modelIdOf(model) : undefined;
}
