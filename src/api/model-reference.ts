/** Models as scenarios name them. The one place that reads such a name, so that what is checked for access is what is opened. */

/** Id, and version where one is named, in `harbour-city`, `harbour-city@HASH`, `../models/harbour-city`, `../models/harbour-city/model.yaml`, `town.yaml`. */
export function modelReference(written: string): string {
  const path = written.replace(/\/+$/, '').replace(/\/model\.(yaml|yml|json)$/, '');
  return path.split('/').at(-1)!.replace(/\.(yaml|yml|json)$/, '');
}

/** Without the version. */
export const modelIdOf = (written: string): string => modelReference(written).split('@')[0]!;
