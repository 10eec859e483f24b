export function valueAt(lon: number, lat: number, size: number): number;
export function writeGeotiff(file: string, size: number, compression: 'none' | 'deflate', places?: [number, number][]): void;
export function writeAsciiGrid(file: string, size: number): void;
