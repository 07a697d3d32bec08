import { type Child, type Html, html } from './console/html.ts';
import { logo } from './console/icons.ts';
import { page, pageHead } from './console/layout.ts';
import { sentence } from './console/words.ts';
import { ALERTS_SOCKET } from './ws-alerts.ts';

interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  $ref?: string;
}
interface Parameter {
  name: string;
  in: string;
  required: boolean;
  description?: string;
  schema: Schema;
}
type Content = Record<string, { schema: Schema }>;
interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
}
interface Document {
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
}

/** The OpenAPI document as a page to read; made from the document itself, so that it cannot say anything else. */
export function apiDocsPage(source: Record<string, unknown>): string {
  const document = source as unknown as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  return page({
    title: 'HTTP API',
    layout: 'reading',
    principal: null,
    current: null,
    body: html`<div class="api-docs"><a class="brand" href="/">${logo()}<span>SafeNest</span></a>
${pageHead({ title: html`HTTP API <small>${document.info.version}</small>`, lead: withCode(document.info.description) })}
<p>The same for programs: <a href="/api/openapi.json">openapi.json</a>. Keys are made under <a href="/keys">API keys</a>.</p>
<nav aria-label="Sections"><ul class="chips">${tags.map((tag) => html`<li><a class="chip" href="#${anchor(tag)}">${sentence(tag)}</a></li>`)}<li><a class="chip" href="#live">Live alerts</a></li></ul></nav>
${tags.map(
  (tag) =>
    html`<section class="panel" id="${anchor(tag)}"><h2>${sentence(tag)}</h2>${operations
      .filter(({ operation }) => operation.tags.includes(tag))
      .map(({ path, method, operation }) => operationPart(path, method, operation))}</section>`,
)}
<section class="panel" id="live"><h2>Live alerts</h2><p><code>WS ${ALERTS_SOCKET}</code> sends <code>{"type": "alert", "alert": …}</code> for every alert as it is raised or changes; <code>alert</code> is what <code>GET /api/v1/alerts/{ref}</code> answers, without its events.</p>
<p>Show an API key in the handshake, as <code>Authorization: Bearer KEY</code> or <code>X-API-Key: KEY</code>; its role must be one that may see alerts. A page of SafeNest’s own may use its session instead; another site’s page may not.</p></section>
</div>`,
  });
}

const operationPart = (path: string, method: string, operation: Operation): Html =>
  html`<details id="${operation.operationId}"><summary><code>${method.toUpperCase()} ${path}</code> <span>${withCode(operation.summary)}</span></summary>
<p>${withCode(operation.description)}</p>
${operation.parameters.length > 0 && html`<h3>Parameters</h3><dl>${operation.parameters.map((parameter) => entry(parameter.name, parameter.required, { ...parameter.schema, ...(parameter.description ? { description: parameter.description } : {}) }))}</dl>`}
${operation.requestBody && html`<h3>Body</h3>${contentPart(operation.requestBody.content)}`}
${Object.entries(operation.responses)
  .filter(([status]) => status !== 'default')
  .map(([status, response]) => html`<h3>Answer ${status}</h3>${contentPart(response.content ?? {})}`)}
</details>`;

const contentPart = (content: Content): Child =>
  Object.entries(content).map(([type, { schema }]) => html`<p><code>${type}</code></p>${schemaPart(schema)}`);

function schemaPart(schema: Schema): Child {
  const { properties } = schema;
  if (properties) {
    const required = schema.required ?? [];
    return html`<dl>${Object.entries(properties).map(([name, field]) => entry(name, required.includes(name), field))}</dl>`;
  }
  if (schema.items) return html`<p>a list of:</p>${schemaPart(schema.items)}`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices?.some((choice) => choice.properties || choice.items))
    return choices.map((choice, index) => html`${index > 0 && html`<p>or</p>`}${schemaPart(choice)}`);
  return html`<p>${typeOf(schema)}</p>`;
}

const entry = (name: string, required: boolean, schema: Schema): Html =>
  html`<dt><code>${name}</code> <small>${typeOf(schema)}${!required && ', optional'}</small></dt><dd>${schema.description && withCode(schema.description)}${nested(schema)}</dd>`;

const anchor = (tag: string): string => tag.replaceAll(' ', '-');

/** The descriptions are Markdown as OpenAPI has them; ours use nothing of it but backticks. */
const withCode = (text: string): Child =>
  text.split('`').map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));

const nested = (schema: Schema): Child => {
  const inner = schema.properties ? schema : schema.items?.properties ? schema.items : undefined;
  return inner && schemaPart(inner);
};

function typeOf(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ');
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  const type = [schema.type ?? []].flat().join(' or ');
  return schema.format ? `${type || 'text'} (${schema.format})` : type || 'anything';
}
