/** Output of a script of bench/, as JSON. */
export function scriptJson(script: string, args?: (number | string)[], nodeOptions?: string[]): Promise<unknown>;
