/** Which form of an answer is wanted: by the suffix of the address, else by Accept (RFC 9110, section 12.5.1). */
import { HttpError } from './problem.js';

/** A form that a route can answer in. */
export interface Form { /** Also the suffix. */ name: string; mime: string }

/**
 * @param suffix of the address, without its dot; it outweighs Accept
 * @param forms the best first
 * @param elsewhere where there is more, for who accepts none of them
 * @throws FORM_UNKNOWN (404, no such suffix), NOT_ACCEPTABLE (406)
 */
export function chosenForm<F extends Form>(forms: readonly F[], accept: string | undefined, suffix?: string, elsewhere = ''): F {
  if (suffix !== undefined) {
    const form = forms.find((f) => f.name === suffix);
    if (form === undefined) throw new HttpError(404, 'FORM_UNKNOWN', `there is no form ".${suffix}" of this: ${forms.map((f) => f.name).join(', ')}`);
    return form;
  }
  const ranges = rangesOf(accept ?? '*/*');
  let best: F | undefined, weight = 0;
  for (const form of forms) {
    const of = weightOf(form.mime, ranges);
    if (of > weight) { best = form; weight = of; }
  }
  if (best === undefined) throw new HttpError(406, 'NOT_ACCEPTABLE', `none of what is accepted can be given; there are: ${forms.map((f) => f.mime).join(', ')}${elsewhere}`);
  return best;
}

interface Range { type: string; quality: number }

const rangesOf = (accept: string): Range[] => accept.split(',').flatMap((part) => {
  const [type = '', ...parameters] = part.split(';').map((p) => p.trim().toLowerCase());
  const quality = Number(parameters.find((p) => p.startsWith('q='))?.slice(2) ?? 1);
  return type === '' ? [] : [{ type, quality: Number.isFinite(quality) ? quality : 0 }];
});

/** Of the most specific range that covers it. */
function weightOf(mime: string, ranges: readonly Range[]): number {
  const [family] = mime.split('/');
  for (const type of [mime, `${family}/*`, '*/*']) {
    const range = ranges.find((r) => r.type === type);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
