/** Markup, calls of functions, addresses of scripts: what a program reads and no person asks. */
const CODE =
  /<\s{0,3}[!/?a-z\\%][^<>]{0,400}>?|\b[a-z_$][\w$.]{0,40}\((?:[^()]|\([^()]{0,100}\)){0,300}\)|\b(?:java|vb|live)script\s{0,3}:|\bdata:[a-z]+\/[^\s]{0,300}|\\(?:x[0-9a-f]{2}|u[0-9a-f]{4})|&(?:#x?[0-9a-f]{1,7}|[a-z]{2,10});?|\bon[a-z]{3,20}\s*=\s*\S{0,200}/gi;
const CALLS =
  /\b(?:alert|prompt|confirm|eval|write|fetch|exec|system|require|print|import)\s{0,3}[(`]|<\s{0,3}\/?\s{0,3}(?:script|img|svg|iframe|a|body|style|object|embed|link|meta|div|input|form|video|audio|math|table|x)\b|(?:java|vb)script\s{0,3}:/i;
const WORDS = /(?<![\p{L}\d])\p{L}{2,}(?![\p{L}\d])/gu;
/** So many words beside the code are a sentence about it. */
const SENTENCE = 3;
/** Characters: what goes on for longer begins no differently. */
const LOOKED_AT = 2000;

/** Whether a message is a piece of a program or of a page, and nothing is asked with it. */
export function isProgramText(message: string): boolean {
  const text = message.slice(0, LOOKED_AT);
  if (!CALLS.test(text)) return false;
  const beside = text.replaceAll(CODE, ' ').match(WORDS) ?? [];
  return beside.length < (/^[\s"'`>]{0,20}<\s{0,3}\/?\s{0,3}[a-z]/i.test(text) ? 2 * SENTENCE : SENTENCE);
}
