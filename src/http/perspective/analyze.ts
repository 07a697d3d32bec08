import type { Screening } from '../../pipeline/screening/screener.ts';
import { textLanguage } from '../../pipeline/screening/text-language.ts';
import { ATTRIBUTES, JUDGED_LANGUAGES, NOT_ANSWERED } from './attributes.ts';
import {
  type AnalyzeRequest,
  type AnalyzeResponse,
  commentError,
  MOST_BYTES,
  PerspectiveError,
  type Score,
} from './wire.ts';

/** Judges texts, in their order; the words of the asker's organisation count. */
export type Screen = (texts: readonly string[]) => Promise<readonly Screening[]>;

const probability = (value: number): Score => ({ value: Math.round(value * 1e6) / 1e6, type: 'PROBABILITY' });

/**
 * Answers `comments:analyze` as Perspective does: a summary score for each attribute asked for, where it reaches the threshold asked
 * for; with `spanAnnotations` each sentence's score as well. Nothing is stored. Throws PerspectiveError for what it refuses.
 */
export async function analyzeComment(request: AnalyzeRequest, screen: Screen): Promise<AnalyzeResponse> {
  const asked = attributesOf(request);
  const text = textOf(request);
  const { languages, detected } = languagesOf(request, text, asked);
  const spans = request.spanAnnotations ? sentencesOf(text) : [{ begin: 0, end: text.length }];
  const whole = spans.length === 1 ? [] : [text];
  const judged = await screen([...whole, ...spans.map(({ begin, end }) => text.slice(begin, end))]);
  const summary = judged[0]!;
  const ofSpans = judged.slice(whole.length);
  return {
    attributeScores: Object.fromEntries(
      asked.flatMap(({ name, attribute, from }) => {
        const value = summary.scores[attribute];
        if (value < from) return [];
        const spanScores = spans.map((span, i) => ({ ...span, score: probability(ofSpans[i]!.scores[attribute]) }));
        return [[name, { spanScores, summaryScore: probability(value) }]];
      }),
    ),
    languages,
    ...(detected === null ? {} : { detectedLanguages: [detected] }),
    ...(request.clientToken === undefined ? {} : { clientToken: request.clientToken }),
  };
}

function attributesOf({ requestedAttributes = {} }: AnalyzeRequest) {
  const names = Object.keys(requestedAttributes);
  if (names.length === 0) throw new PerspectiveError('INVALID_ARGUMENT', 'No requested_attributes were specified.');
  return names.map((name) => {
    const attribute = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name]! : null;
    if (!attribute)
      throw commentError(
        'UNKNOWN_ATTRIBUTE',
        `Unknown requested attribute: ${name.slice(0, 100)}. ${NOT_ANSWERED.has(name) ? 'SafeNest has no score for it.' : ''} It answers ${Object.keys(ATTRIBUTES).join(', ')}.`.replaceAll(
          / {2,}/g,
          ' ',
        ),
      );
    return { name, attribute, from: requestedAttributes[name]?.scoreThreshold ?? 0 };
  });
}

function textOf({ comment }: AnalyzeRequest): string {
  const text = comment?.text ?? '';
  const plain = comment?.type === 'HTML' ? withoutMarkup(text) : text;
  if (plain.trim() === '') throw commentError('COMMENT_EMPTY', 'Comment must be non-empty.');
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw commentError('COMMENT_TOO_LONG', `Comment text was too long: at most ${MOST_BYTES} bytes are judged.`);
  return plain;
}

/** Markup takes up as many blanks, so that offsets stay those of the comment. */
const withoutMarkup = (html: string): string => html.replaceAll(/<[^<>]*>/g, (tag) => ' '.repeat(tag.length));

/**
 * In which languages a text is judged: those asked for, else the one it is written in (`detected`). One that is not judged is refused, as
 * there; a text that no language can be told of (a name, a single word) is judged as English, and `und` says so.
 */
function languagesOf(
  { languages = [] }: AnalyzeRequest,
  text: string,
  asked: readonly { name: string }[],
): { languages: string[]; detected: string | null } {
  const detected = languages.length > 0 ? null : textLanguage(text);
  const wanted = (detected === null ? languages : [detected]).map((tag) => tag.toLowerCase().split(/[-_]/)[0]!);
  const other = wanted.findIndex((tag) => !JUDGED_LANGUAGES.includes(tag) && !(detected !== null && tag === 'und'));
  if (other >= 0) throw notJudged((detected ?? languages[other]!).slice(0, 40), asked[0]!.name);
  return { languages: detected === null ? [...new Set(wanted)] : [JUDGED_LANGUAGES[0]!], detected };
}

const notJudged = (language: string, attribute: string): PerspectiveError =>
  commentError(
    'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
    `Attribute ${attribute} does not support request languages: ${language}`,
    { languageNotSupportedByAttributeError: { detectedLanguages: [language], attribute } },
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
