/** What ids and names look like. */

/** Ids go into cells, paths and need names, whose separators they must not hold. */
export const ID_PATTERN = '^[^\\s\\p{Cc}|/#,;="\'`{}\\[\\]]{1,100}$';
export const ID_TITLE = 'an id: 1 to 100 characters without spaces, quotes and any of | / # , ; = { } [ ]';

/** Names that become keys of plain objects: services, profiles, attributes, measures. */
export const NAME_PATTERN = '^[A-Za-z][A-Za-z0-9_.-]{0,99}$';
