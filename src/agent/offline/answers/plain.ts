/** A tool without words of its own: its texts, and short lists of them. */
export function plainWords(data: Record<string, unknown>): string[] {
  return Object.values(data).flatMap((value) => {
    if (typeof value === 'string') return [value];
    if (!Array.isArray(value)) return [];
    return value.slice(0, 6).flatMap((item: unknown) => {
      if (typeof item === 'string') return [`• ${item}`];
      const texts =
        typeof item === 'object' && item !== null ? Object.values(item).filter((one) => typeof one === 'string') : [];
      return texts.length > 0 ? [`• ${texts.join(': ')}`] : [];
    });
  });
}
