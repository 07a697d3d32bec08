/** Remembers the latest things, so that memory does not grow for ever; forgetting one only costs a request. */
export class Recent<V> extends Map<string, V> {
  readonly #most: number;
  constructor(most = 2000) {
    super();
    this.#most = most;
  }
  override set(key: string, value: V): this {
    this.delete(key);
    super.set(key, value);
    if (this.size > this.#most) this.delete(this.keys().next().value!);
    return this;
  }
}
