/**
 * The description of the two methods in Google's discovery format: a client made by `google.discoverAPI(address)` works against it.
 * `root` is our own address, without a slash at its end.
 */
export function discoveryDocument(root: string) {
  const text = { type: 'string' };
  const scores = { type: 'object', additionalProperties: { $ref: 'AttributeScores' } };
  const entry = { $ref: 'TextEntry' };
  const shared = {
    comment: entry,
    context: { type: 'object', properties: { entries: { type: 'array', items: entry } } },
    languages: { type: 'array', items: text },
    clientToken: text,
    sessionId: text,
    communityId: text,
  };
  const method = (name: string, request: string, response: string, description: string) => ({
    id: `commentanalyzer.comments.${name.toLowerCase()}`,
    path: `v1alpha1/comments:${name.toLowerCase()}`,
    flatPath: `v1alpha1/comments:${name.toLowerCase()}`,
    httpMethod: 'POST',
    description,
    parameters: {},
    parameterOrder: [],
    request: { $ref: request },
    response: { $ref: response },
  });
  return {
    kind: 'discovery#restDescription',
    discoveryVersion: 'v1',
    id: 'commentanalyzer:v1alpha1',
    name: 'commentanalyzer',
    version: 'v1alpha1',
    title: 'Perspective Comment Analyzer API, answered by SafeNest',
    protocol: 'rest',
    rootUrl: `${root}/api/`,
    servicePath: '',
    baseUrl: `${root}/api/`,
    basePath: '',
    batchPath: 'batch',
    parameters: {
      key: { type: 'string', location: 'query', description: 'An API key whose role may read moderation' },
      alt: { type: 'string', location: 'query' },
      prettyPrint: { type: 'boolean', location: 'query' },
    },
    schemas: {
      TextEntry: { id: 'TextEntry', type: 'object', properties: { text, type: text } },
      Score: {
        id: 'Score',
        type: 'object',
        properties: { value: { type: 'number', format: 'float' }, type: text },
      },
      AttributeScores: {
        id: 'AttributeScores',
        type: 'object',
        properties: {
          summaryScore: { $ref: 'Score' },
          spanScores: {
            type: 'array',
            items: {
              type: 'object',
              properties: { begin: { type: 'integer' }, end: { type: 'integer' }, score: { $ref: 'Score' } },
            },
          },
        },
      },
      AnalyzeCommentRequest: {
        id: 'AnalyzeCommentRequest',
        type: 'object',
        properties: {
          ...shared,
          requestedAttributes: { type: 'object', additionalProperties: { type: 'object' } },
          spanAnnotations: { type: 'boolean' },
          doNotStore: { type: 'boolean' },
        },
      },
      AnalyzeCommentResponse: {
        id: 'AnalyzeCommentResponse',
        type: 'object',
        properties: {
          attributeScores: scores,
          languages: { type: 'array', items: text },
          detectedLanguages: { type: 'array', items: text },
          clientToken: text,
        },
      },
      SuggestCommentScoreRequest: {
        id: 'SuggestCommentScoreRequest',
        type: 'object',
        properties: { ...shared, attributeScores: scores },
      },
      SuggestCommentScoreResponse: {
        id: 'SuggestCommentScoreResponse',
        type: 'object',
        properties: {
          clientToken: text,
          detectedLanguages: { type: 'array', items: text },
          requestedLanguages: { type: 'array', items: text },
        },
      },
    },
    resources: {
      comments: {
        methods: {
          analyze: method('analyze', 'AnalyzeCommentRequest', 'AnalyzeCommentResponse', 'Scores a comment'),
          suggestscore: method(
            'suggestscore',
            'SuggestCommentScoreRequest',
            'SuggestCommentScoreResponse',
            'Says what the scores of a comment should have been',
          ),
        },
      },
    },
  };
}
