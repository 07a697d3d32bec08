import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { rolesWith } from '../domain/role.ts';
import type { Route } from './define-route.ts';

type Json = Record<string, unknown>;

export interface Operation {
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
}

const version = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

/** `/alerts/:ref` as OpenAPI writes it: `/api/v1/alerts/{ref}`. */
export const openApiPath = (route: Pick<Route, 'path'>): string =>
  `/api/v1${route.path.replaceAll(/:(\w+)/g, (_, name: string) => `{${name}}`)}`;

/** The OpenAPI 3.1 document of exactly these routes, made from the schemas that check them. */
export function openApiDocument(routes: readonly Route[], publicUrl: string | null): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = openApiPath(route);
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'SafeNest',
      version,
      description:
        'Logins in, alerts and incidents out, and the desk that answers questions about them. Show an API key as `Authorization: Bearer KEY`. Errors are RFC 9457 problem documents; lists answer `{items, next}`, and `next` is the `cursor` of the following page.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    ...(publicUrl === null ? {} : { servers: [{ url: publicUrl }] }),
    security: [{ bearer: [] }, { header: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key' },
        header: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        session: { type: 'apiKey', in: 'cookie', name: 'safenest_session' },
      },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
    },
  };
}

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.unknown().optional(),
  request_id: z.string(),
});

function operation(route: Route): Json {
  const status = String(route.status ?? 200);
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    description: describe(route),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...requestBody(route),
    responses: {
      [status]: {
        description: status === '204' ? 'Done' : 'Success',
        ...(route.answer || route.alsoAnswers
          ? {
              content: {
                ...(route.answer ? { 'application/json': { schema: schemaOf(route.answer, 'output') } } : {}),
                ...Object.fromEntries((route.alsoAnswers ?? []).map((type) => [type, { schema: { type: 'string' } }])),
              },
            }
          : {}),
      },
      default: {
        description: 'What went wrong',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

const describe = (route: Route): string => {
  const roles = route.permission === null ? 'every role' : rolesWith(route.permission).join(', ');
  return `${route.description ? `${route.description} ` : ''}For ${roles}.`;
};

const operationId = (route: Route): string =>
  [route.method, ...route.path.split('/')]
    .filter(Boolean)
    .map((part) => part.replace(':', 'by-'))
    .join('-')
    .replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function parameters(schema: z.ZodObject | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
    // lists are written with commas
    ...(rest.type === 'array' ? { style: 'form', explode: false } : {}),
  }));
}

function requestBody(route: Route): Json {
  if (route.upload) {
    const file = { type: 'string', format: 'binary' };
    const { many, fields } = route.upload === true ? { many: false, fields: null } : route.upload;
    const { properties = {} } = fields ? (schemaOf(fields, 'input') as { properties?: Json }) : {};
    const files = many ? { type: 'array', items: file } : file;
    const form = { type: 'object', properties: { ...properties, file: files }, required: ['file'] };
    return {
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': { schema: form },
          ...(many ? {} : { 'application/octet-stream': { schema: file } }),
        },
      },
    };
  }
  if (!route.body) return {};
  return {
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } },
  };
}

/** A zod schema as OpenAPI writes it: for what is sent (`input`) or answered (`output`). */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // `date-time` and `uuid` say it all; their patterns fill half a screen.
      if (jsonSchema.format) delete jsonSchema.pattern;
    },
  }) as Json;
  return rest;
}
