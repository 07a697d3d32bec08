const OPEN = '<tool_data>';
const CLOSE = '</tool_data>';

/** What a tool returned or why it was refused, as the model reads it. */
export type ToolReply =
  | {
      ok: true;
      data: Record<string, unknown>;
      citations: { ref: string; kind: string; at: string; url: string; mentioned?: true }[];
      /** References that only stand in texts of `data`: whoever wrote those may have made them up. */
      unverified?: string[];
    }
  | {
      ok: false;
      error: string;
      /** The same in a sentence for the asker, where `error` is one for the model. */
      told?: string;
    };

/** A tool's result as JSON between delimiters that nothing inside can forge, since `<` is escaped. */
export const quoteToolData = (reply: ToolReply): string =>
  OPEN + JSON.stringify(reply).replaceAll('<', '\\u003c') + CLOSE;

/** The result back from its quotation; null for anything else. */
export function readToolData(text: string): ToolReply | null {
  const start = text.indexOf(OPEN);
  const end = text.lastIndexOf(CLOSE);
  if (start < 0 || end < start) return null;
  try {
    const reply: unknown = JSON.parse(text.slice(start + OPEN.length, end));
    return typeof reply === 'object' && reply !== null && 'ok' in reply ? (reply as ToolReply) : null;
  } catch {
    return null;
  }
}
