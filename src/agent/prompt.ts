import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const frontMatter = z.strictObject({
  name: z.string().min(1),
  version: z.number().int().positive(),
  purpose: z.string().min(1),
});

/** A prompt file: who it is, and its text with `{{placeholders}}`. */
export interface Prompt extends z.output<typeof frontMatter> {
  text: string;
  /** Of the whole file, so that a trace says which one a model was told. */
  sha256: string;
}

const FOLDER = new URL('../../prompts/', import.meta.url);

/** Every prompt there is, by name. */
export const readPrompts = (): Prompt[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => readPrompt(file.slice(0, -3)));

/** Reads `prompts/<name>.md`; a file without proper front matter is a mistake in the code and throws. */
export function readPrompt(name: string): Prompt {
  const file = readFileSync(new URL(`${name}.md`, FOLDER), 'utf8');
  const match = /^---\n([\s\S]+?)\n---\n([\s\S]*)$/.exec(file);
  if (!match) throw new Error(`prompts/${name}.md has no front matter`);
  return {
    ...frontMatter.parse(parse(match[1]!)),
    text: match[2]!.trim(),
    sha256: createHash('sha256').update(file).digest('hex'),
  };
}

/** What a prompt for a turn may say about the person, the place and the time. */
export const PLACEHOLDERS: readonly string[] = ['organisation', 'name', 'role', 'now', 'timeZone', 'ranges'];

/** The placeholders a text holds, each once. */
export const placeholdersIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!)),
];

/** Fills the placeholders; one without a value is a mistake in the code and throws. */
export function fillPrompt(prompt: Pick<Prompt, 'name' | 'text'>, values: Record<string, string>): string {
  return prompt.text.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`prompt ${prompt.name} needs a value for ${key}`);
    // What people are called must not read as part of the prompt.
    return value.replaceAll(/[\r\n{}<>]+/g, ' ');
  });
}
