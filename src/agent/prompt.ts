import { readFileSync } from 'node:fs';
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
}

/** Reads `prompts/<name>.md`; a file without proper front matter is a mistake in the code and throws. */
export function readPrompt(name: string): Prompt {
  const file = readFileSync(new URL(`../../prompts/${name}.md`, import.meta.url), 'utf8');
  const match = /^---\n([\s\S]+?)\n---\n([\s\S]*)$/.exec(file);
  if (!match) throw new Error(`prompts/${name}.md has no front matter`);
  return { ...frontMatter.parse(parse(match[1]!)), text: match[2]!.trim() };
}

/** Fills the placeholders; one without a value is a mistake in the code and throws. */
export function fillPrompt(prompt: Prompt, values: Record<string, string>): string {
  return prompt.text.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`prompt ${prompt.name} needs a value for ${key}`);
    // What people are called must not read as part of the prompt.
    return value.replaceAll(/[\r\n{}<>]+/g, ' ');
  });
}
