import { FREE_TEXT } from './free-text.ts';
import { allowLinks } from './links.ts';
import { neutraliseMentions } from './mentions.ts';
import { undisguised } from './plain-text.ts';

/**
 * The texts of a write as they may be stored and announced: nothing in them pings, and links lead to us, unless they are
 * the asker's very words.
 */
export function harmlessTexts(
  tool: string,
  args: Record<string, unknown>,
  question: string,
  ownOrigin: string | null,
): Record<string, unknown> {
  const calm = (text: string): string => {
    const plain = undisguised(text);
    return neutraliseMentions(question.includes(text.trim()) ? plain : allowLinks(plain, ownOrigin));
  };
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      FREE_TEXT[tool]?.includes(name) && typeof value === 'string' ? calm(value) : value,
    ]),
  );
}
