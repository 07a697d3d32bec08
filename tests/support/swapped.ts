/** Deliveries in another order than they were made in: once armed, the next one goes after the one that follows it. */
export function swapped() {
  let armed = false;
  let held: (() => Promise<unknown>) | null = null;
  return {
    arm(): void {
      armed = true;
    },
    /** Delivers it, and what was held back before it; null where it is held back itself. */
    async through<T>(send: () => Promise<T>): Promise<T | null> {
      if (armed) {
        armed = false;
        held = send;
        return null;
      }
      const late = held;
      held = null;
      const sent = await send();
      await late?.();
      return sent;
    },
  };
}
