import { z } from 'zod';

/** Perspective's own bound: 20 KiB of UTF-8. */
export const MOST_BYTES = 20 * 1024;
const MOST_ATTRIBUTES = 50;

/** Of these only chances are given. */
const SCORE_TYPES = ['SCORE_TYPE_UNSPECIFIED', 'PROBABILITY', 'STD_DEV_SCORE', 'PERCENTILE', 'RAW'] as const;

const entry = z.object({ text: z.string(), type: z.enum(['PLAIN_TEXT', 'HTML', 'TEXT_TYPE_UNSPECIFIED']).optional() });
const attribute = z
  .object({
    scoreType: z.enum(SCORE_TYPES).optional(),
    scoreThreshold: z.number().min(0).max(1).optional(),
  })
  .nullish();
const known = {
  comment: entry.partial().optional(),
  context: z
    .object({
      entries: z.array(entry.partial()).max(100).optional(),
      articleAndParentComment: z.object({}).optional(),
    })
    .optional(),
  languages: z.array(z.string().max(40)).max(20).optional(),
  doNotStore: z.boolean().optional(),
  clientToken: z.string().max(1000).optional(),
  sessionId: z.string().max(1000).optional(),
  communityId: z.string().max(1000).optional(),
};

/** `AnalyzeCommentRequest`; fields that we do not know are passed over, as there. */
export const analyzeRequest = z.object({
  ...known,
  requestedAttributes: z
    .record(z.string().max(100), attribute)
    .refine((all) => Object.keys(all).length <= MOST_ATTRIBUTES, `at most ${MOST_ATTRIBUTES} attributes`)
    .optional(),
  spanAnnotations: z.boolean().optional(),
});
export type AnalyzeRequest = z.output<typeof analyzeRequest>;

/** `SuggestCommentScoreRequest`. */
export const suggestRequest = z.object({
  ...known,
  attributeScores: z
    .record(
      z.string().max(100),
      z.object({ summaryScore: z.object({ value: z.number().min(0).max(1), type: z.string().optional() }).optional() }),
    )
    .optional(),
});

export type SuggestRequest = z.output<typeof suggestRequest>;

/** `SuggestCommentScoreResponse`. */
export interface SuggestResponse {
  clientToken?: string;
  requestedLanguages?: string[];
  detectedLanguages?: string[];
}

export interface Score {
  value: number;
  type: 'PROBABILITY';
}

/** `AnalyzeCommentResponse`. */
export interface AnalyzeResponse {
  attributeScores?: Record<
    string,
    { spanScores?: { begin: number; end: number; score: Score }[]; summaryScore: Score }
  >;
  languages: string[];
  detectedLanguages?: string[];
  clientToken?: string;
}

export type Status =
  | 'INVALID_ARGUMENT'
  | 'PERMISSION_DENIED'
  | 'NOT_FOUND'
  | 'RESOURCE_EXHAUSTED'
  | 'UNAVAILABLE'
  | 'INTERNAL';
const CODES: Record<Status, number> = {
  INVALID_ARGUMENT: 400,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** An error in the form that clients of Google's APIs read. */
export class PerspectiveError extends Error {
  readonly status: Status;
  readonly details: readonly Record<string, unknown>[];

  constructor(status: Status, message: string, details: readonly Record<string, unknown>[] = []) {
    super(message);
    this.name = 'PerspectiveError';
    this.status = status;
    this.details = details;
  }

  get code(): number {
    return CODES[this.status];
  }

  get body() {
    const { code, message, status, details } = this;
    return { error: { code, message, status, ...(details.length > 0 ? { details } : {}) } };
  }
}

const ERROR = 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error';

/** What is wrong with a comment, with the word for it that Perspective's clients look for. */
export const commentError = (
  errorType:
    | 'COMMENT_EMPTY'
    | 'COMMENT_TOO_LONG'
    | 'NO_REQUESTED_ATTRIBUTES'
    | 'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE'
    | 'LANGUAGE_DETECTION_FAILED'
    | 'INVALID_REQUEST',
  message: string,
  more: Record<string, unknown> = {},
): PerspectiveError => new PerspectiveError('INVALID_ARGUMENT', message, [{ '@type': ERROR, errorType, ...more }]);

/** What Google says of more requests than may be made. */
export const overQuota = (message: string): PerspectiveError =>
  new PerspectiveError('RESOURCE_EXHAUSTED', message, [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'RATE_LIMIT_EXCEEDED',
      domain: 'googleapis.com',
      metadata: { service: 'commentanalyzer.googleapis.com' },
    },
  ]);

/** What Google says of a key that is none. */
export const badKey = (): PerspectiveError =>
  new PerspectiveError('INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'commentanalyzer.googleapis.com' },
    },
  ]);
