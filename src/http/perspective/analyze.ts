import type { Screening } from '../../pipeline/screening/screener.ts';
import { textLanguage } from '../../pipeline/screening/text-language.ts';
import { ATTRIBUTES, JUDGED_LANGUAGES } from './attributes.ts';
import {
  type AnalyzeRequest,
  type AnalyzeResponse,
  commentError,
  MOST_BYTES,
  type PerspectiveError,
  type Score,
  type SuggestRequest,
  type SuggestResponse,
} from './wire.ts';

/** Judges texts, in their order; the words of the asker's organisation count. */
export type Screen = (texts: readonly string[]) => Promise<readonly Screening[]>;

const probability = (value: number): Score => ({ value: Math.round(value * 1e6) / 1e6, type: 'PROBABILITY' });

/**
 * Answers `comments:analyze` as Perspective does: a summary score for each attribute asked for, where it reaches the threshold asked
 * for; with `spanAnnotations` each sentence's score as well. Nothing is stored. Throws PerspectiveError for what it refuses.
 */
export async function analyzeComment(request: AnalyzeRequest, screen: Screen): Promise<AnalyzeResponse> {
  const text = textOf(request);
  checkContext(request);
  const asked = attributesOf(request);
  const { languages, detected } = languagesOf(request, text, asked);
  const spans = request.spanAnnotations ? sentencesOf(text) : [{ begin: 0, end: text.length }];
  const whole = spans.length === 1 ? [] : [text];
  const judged = await screen([...whole, ...spans.map(({ begin, end }) => text.slice(begin, end))]);
  const summary = judged[0]!;
  const ofSpans = judged.slice(whole.length);
  const reached = asked.flatMap(({ name, attribute, from }) => {
    const value = summary.scores[attribute];
    if (value < from) return [];
    const spanScores = spans.map((span, i) => ({ ...span, score: probability(ofSpans[i]!.scores[attribute]) }));
    return [[name, { spanScores, summaryScore: probability(value) }] as const];
  });
  return {
    // what reached no threshold is not told, nor that there is nothing
    ...(reached.length === 0 ? {} : { attributeScores: Object.fromEntries(reached) }),
    languages,
    ...(detected === null ? {} : { detectedLanguages: [detected] }),
    ...(request.clientToken === undefined ? {} : { clientToken: request.clientToken }),
  };
}

function attributesOf({ requestedAttributes = {} }: AnalyzeRequest) {
  const names = Object.keys(requestedAttributes);
  if (names.length === 0) throw commentError('NO_REQUESTED_ATTRIBUTES', 'Missing requested_attributes');
  return names.map((name) => {
    const attribute = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name]! : null;
    if (!attribute) throw commentError('INVALID_REQUEST', `Unknown requested attribute: ${name.slice(0, 100)}`);
    const { scoreType = 'PROBABILITY', scoreThreshold = 0 } = requestedAttributes[name] ?? {};
    if (scoreType !== 'PROBABILITY' && scoreType !== 'SCORE_TYPE_UNSPECIFIED')
      throw commentError('INVALID_REQUEST', `Requested score type ${scoreType} is not supported by attribute ${name}`);
    return { name, attribute, from: scoreThreshold };
  });
}

function checkContext({ context }: AnalyzeRequest): void {
  if (context?.articleAndParentComment && (context.entries?.length ?? 0) > 0)
    throw commentError(
      'INVALID_REQUEST',
      'Context can have either entries or article_and_parent_comment, but both fields were populated.',
    );
}

function textOf({ comment }: AnalyzeRequest): string {
  const text = comment?.text ?? '';
  const plain = comment?.type === 'HTML' ? withoutMarkup(text) : text;
  if (plain.trim() === '') throw commentError('COMMENT_EMPTY', 'Comment must be non-empty.');
  if (Buffer.byteLength(text) > MOST_BYTES) throw commentError('COMMENT_TOO_LONG', 'Comment text too long.');
  return plain;
}

/** Markup takes up as many blanks, so that offsets stay those of the comment. */
const withoutMarkup = (html: string): string => html.replaceAll(/<[^<>]*>/g, (tag) => ' '.repeat(tag.length));

/**
 * In which languages a text is judged. Those asked for: all that are judged of them, and none is refused, as there. Else the one it is
 * written in (`detected`): another is refused, and so is what has no letters. A text of letters that no language can be told of (a
 * name, a single word) is judged as English, and `und` says so.
 */
function languagesOf(
  { languages = [] }: AnalyzeRequest,
  text: string,
  asked: readonly { name: string }[],
): { languages: string[]; detected: string | null } {
  if (languages.length > 0) {
    const judged = [...new Set(languages.map(baseOf))].filter((tag) => JUDGED_LANGUAGES.includes(tag));
    if (judged.length > 0) return { languages: judged, detected: detectedIn(text) };
    throw notJudged(asked[0]!.name, { requestedLanguages: languages.map((tag) => tag.slice(0, 40)) });
  }
  if (!/\p{L}/u.test(text)) throw commentError('LANGUAGE_DETECTION_FAILED', 'Unable to detect language');
  const detected = textLanguage(text);
  if (detected !== 'und' && !JUDGED_LANGUAGES.includes(baseOf(detected)))
    throw notJudged(asked[0]!.name, { detectedLanguages: [detected] });
  return { languages: [JUDGED_LANGUAGES[0]!], detected };
}

/** What a text is written in, where it can be told. */
function detectedIn(text: string): string | null {
  const language = textLanguage(text);
  return language === 'und' ? null : language;
}

/** The answer to `comments:suggestscore`: what was suggested is not kept. */
export function suggested({ comment, languages = [], clientToken }: SuggestRequest): SuggestResponse {
  const detected = detectedIn(comment?.text ?? '');
  return {
    ...(clientToken === undefined ? {} : { clientToken }),
    ...(languages.length > 0 ? { requestedLanguages: languages } : {}),
    ...(detected === null ? {} : { detectedLanguages: [detected] }),
  };
}

const baseOf = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0]!;

/** Which were not judged stands under how they came: asked for, or told from the text. */
const notJudged = (
  attribute: string,
  which: { requestedLanguages: string[] } | { detectedLanguages: string[] },
): PerspectiveError =>
  commentError(
    'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
    `Attribute ${attribute} does not support request languages: ${Object.values(which).flat().join(', ')}`,
    { languageNotSupportedByAttributeError: { ...which, attribute } },
  );

const MOST_SPANS = 200;

/** Sentences by their offsets; the last takes the rest of a text that has very many. */
function sentencesOf(text: string): { begin: number; end: number }[] {
  const spans: { begin: number; end: number }[] = [];
  for (const { index, segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)) {
    if (segment.trim() === '') continue;
    if (spans.length === MOST_SPANS) break;
    spans.push({ begin: index, end: index + segment.length });
  }
  const last = spans.at(-1);
  if (spans.length === MOST_SPANS && last) last.end = text.length;
  return spans.length > 0 ? spans : [{ begin: 0, end: text.length }];
}
