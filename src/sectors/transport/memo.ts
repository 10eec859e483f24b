/** Answers by what they depend on, in bounded memory: the one unused longest goes first. What is lost is made again, to the same bits. */
export class Memo<T> {
  private readonly kept = new Map<string, T>();
  /** How often it was asked, and how often the answer was there. */
  asked = 0;
  found = 0;

  /** @param most answers kept, at least 1 */
  constructor(private readonly most: number) {}

  get(key: string, make: () => T): T {
    this.asked++;
    let value = this.kept.get(key);
    if (value === undefined) value = make();
    else { this.found++; this.kept.delete(key); }
    this.kept.set(key, value);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
    return value;
  }
}
