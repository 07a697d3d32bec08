import { tool as describeTool } from 'langchain';
import { z } from 'zod';
import type { Tool } from '../tools/define-tool.ts';
import { estimateTokens } from './models/tokens.ts';

type Described = ReturnType<typeof describeTool>;

/** Reading a schema takes a millisecond, and every turn needs all of them. */
const described = new WeakMap<Tool, { tool: Described; tokens: number }>();

/** What a model is told of a tool, and about how many tokens that is. Calls are made elsewhere; a model only needs to know what there is. */
export function describedTool(tool: Tool): { tool: Described; tokens: number } {
  const known = described.get(tool);
  if (known) return known;
  const { $schema: _, ...schema } = z.toJSONSchema(tool.input, { io: 'input', unrepresentable: 'any' });
  const { name, description } = tool;
  const made = {
    tool: describeTool(() => '', { name, description, schema }) as Described,
    tokens: estimateTokens(name + description + JSON.stringify(schema)),
  };
  described.set(tool, made);
  return made;
}
