import type { Login } from './detector.ts';

/**
 * The logins of all stretches at most `windowMs` long that contain `login` and satisfy `enough`; empty when none does.
 * `timeline` is in order and contains `login`. `enough` must stay true when logins are added: then what is found does
 * not depend on the order of arrival, because every stretch is looked at when its last login arrives.
 */
export function crowdsAround(
  timeline: readonly Login[],
  login: Login,
  windowMs: number,
  enough: (crowd: Crowd) => boolean,
): readonly Login[] {
  const at = login.occurredAt.getTime();
  const found: Login[] = [];
  const crowd = new Crowd();
  let end = 0;
  // up to where all that belongs is found: stretches begin ever later and end no earlier
  let upTo = 0;
  for (const [begin, first] of timeline.entries()) {
    const start = first.occurredAt.getTime();
    if (start > at) break;
    while (end < timeline.length && timeline[end]!.occurredAt.getTime() <= start + windowMs)
      crowd.add(timeline[end++]!);
    if (start + windowMs >= at && enough(crowd)) {
      for (let i = Math.max(begin, upTo); i < end; i++) found.push(timeline[i]!);
      upTo = end;
    }
    crowd.remove(first);
  }
  return found;
}

/** A moving stretch of a timeline: how many logins, accounts and addresses are in it. What is removed was added before. */
export class Crowd {
  #count = 0;
  readonly #accounts = new Map<string, number>();
  readonly #addresses = new Map<string, number>();

  get count(): number {
    return this.#count;
  }

  get accounts(): number {
    return this.#accounts.size;
  }

  /** Distinct addresses; a login that names none counts as one of its own. */
  get addresses(): number {
    return this.#addresses.size;
  }

  add(login: Login): void {
    this.#count++;
    change(this.#accounts, login.account, 1);
    change(this.#addresses, login.address ?? `? ${login.sequence}`, 1);
  }

  remove(login: Login): void {
    this.#count--;
    change(this.#accounts, login.account, -1);
    change(this.#addresses, login.address ?? `? ${login.sequence}`, -1);
  }
}

function change(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
