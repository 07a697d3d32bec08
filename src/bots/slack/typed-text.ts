const TOKEN = /<([^<>\n]*)>/g;
/** Stands for the bot's own mention until the spaces around it are one. */
const GONE = '\0';

/** The accounts that a text mentions. */
export const mentionedIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/<@([A-Z0-9]+)(?:\|[^<>]*)?>/g)].map((match) => match[1]!)),
];

/**
 * What a person typed, from Slack's mark-up: the bot's mention taken out, other mentions as names, links as they were typed,
 * `&amp;`, `&lt;` and `&gt;` as the signs they stand for.
 */
export function typedText(text: string, names: ReadonlyMap<string, string>, botUserId: string): string {
  const plain = text.replaceAll(GONE, '').replaceAll(TOKEN, (whole, inner: string) => {
    const [target = '', label = ''] = split(inner);
    if (target.startsWith('@')) {
      const id = target.slice(1);
      return id === botUserId ? GONE : `@${names.get(id) || label || id}`;
    }
    if (target.startsWith('#')) return `#${label || target.slice(1)}`;
    if (target.startsWith('!subteam^')) return label || '@group';
    if (target.startsWith('!date^')) return label;
    if (target.startsWith('!')) return `@${target.slice(1).split('^')[0]}`;
    if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return whole;
    const typed = target.replace(/^(mailto|tel):/, '');
    return label === '' ||
      typed === label ||
      typed.replace(/^https?:\/\//, '').replace(/\/$/, '') === label.replace(/\/$/, '')
      ? label || typed
      : `${label} (${typed})`;
  });
  return plain
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/ ?\0 ?/g, ' ')
    .trim();
}

const split = (inner: string): [string, string] => {
  const bar = inner.indexOf('|');
  return bar < 0 ? [inner, ''] : [inner.slice(0, bar), inner.slice(bar + 1)];
};
