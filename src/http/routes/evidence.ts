import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import { isSafeNestError, SafeNestError } from '../../errors.ts';
import {
  addEvidence,
  LARGEST_EVIDENCE,
  locateEvidence,
  openEvidence,
  seeEvidence,
  signDownload,
  verifyDownload,
} from '../../pipeline/evidence.ts';
import { defineRoute } from '../define-route.ts';
import type { HttpServices } from '../services.ts';
import { evidenceSchema, evidenceShape, listOf, numberIn, refParams } from './shapes.ts';

const tag = 'evidence';
const LINK_LASTS_MS = 15 * 60_000;
const params = refParams('incident');

/** Where a file can be fetched without signing in until the link expires; whoever holds the address may. */
export function downloadPath(
  services: Pick<HttpServices, 'secret'>,
  now: Date,
  file: { orgId: OrgId; evidenceId: string },
): string {
  const expiresAt = new Date(now.getTime() + LINK_LASTS_MS);
  return `/files/${signDownload({ ...file, expiresAt }, services.secret)}`;
}

export const evidenceRoutes = [
  defineRoute({
    method: 'get',
    path: '/incidents/:ref/evidence',
    tag,
    summary: 'The files of an incident, oldest first, with addresses to download them from',
    permission: null,
    params,
    answer: listOf(evidenceSchema),
    async handle({ org, principal, services, now }, input) {
      const files = await org((tx) => seeEvidence({ tx, principal }, numberIn('incident', input.params.ref)));
      const url = (evidenceId: string) => downloadPath(services, now, { orgId: principal.orgId, evidenceId });
      return { items: files.map((file) => evidenceShape(file, url(file.id))), next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:ref/evidence',
    tag,
    summary: 'Add a file to an incident',
    description: `At most ${LARGEST_EVIDENCE / 2 ** 20} MB; pictures, PDF, text, network captures and ZIP archives, judged by their bytes. Send multipart/form-data with one file, or the bytes themselves with \`?name=\`.`,
    permission: null,
    params,
    query: z.strictObject({ name: z.string().min(1).max(500).optional().describe('File name, when sending bytes') }),
    upload: true,
    status: 201,
    answer: evidenceSchema,
    async handle({ request, work, services, principal, now }, { params: { ref }, query }) {
      const number = numberIn('incident', ref);
      const add = (fileName: string, bytes: AsyncIterable<Uint8Array>) =>
        addEvidence(work, services.files, number, { fileName, bytes });
      const evidence = request.is('multipart/form-data')
        ? await firstFile(request, add)
        : await add(query.name ?? 'file', request);
      return evidenceShape(evidence, downloadPath(services, now, { orgId: principal.orgId, evidenceId: evidence.id }));
    },
  }),
];

/** Streams the first file of a form to `take`; `invalid_input` when there is none or the form is broken. */
export function firstFile<T>(
  request: IncomingMessage,
  take: (fileName: string, bytes: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = (error: unknown): void => {
      // The rest is read and forgotten: a client that is still sending would not hear the answer.
      request.unpipe();
      request.resume();
      reject(error);
    };
    const broken = (cause?: unknown): void =>
      refuse(new SafeNestError('invalid_input', 'The form cannot be read, or has no file in it.', { cause }));
    let form: busboy.Busboy;
    try {
      form = busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { files: 1, fields: 10, parts: 20 } });
    } catch (error) {
      return broken(error);
    }
    let taken: Promise<T> | undefined;
    form.on('file', (_field, stream, { filename }) => {
      // Heard even while nobody reads yet: a form that ends early breaks its file.
      let cut = false;
      stream.on('error', () => {
        cut = true;
      });
      taken = take(filename ?? 'file', stream);
      taken.then(resolve, (error: unknown) => (cut && !isSafeNestError(error) ? broken(error) : refuse(error)));
    });
    form.on('error', broken);
    form.once('close', () => {
      if (!taken) broken();
    });
    request.once('close', () => {
      if (!request.complete) form.destroy(new Error('the client went away'));
    });
    request.pipe(form);
  });
}

/** Downloads by signed address. A file is always saved, never shown: what it is, is somebody else's word. */
export function downloads(services: HttpServices): Router {
  const router = Router();
  const send: RequestHandler = async (request, response) => {
    const token = String(request.params.token);
    const { orgId, evidenceId } = verifyDownload(token, services.secret, services.now());
    const evidence = await withOrg(services.db, orgId, (tx) => locateEvidence(tx, evidenceId));
    const bytes = await openEvidence(services.files, evidence);
    response.attachment(evidence.fileName);
    response.set({
      'Content-Type': evidence.mediaType.startsWith('text/')
        ? `${evidence.mediaType}; charset=utf-8`
        : evidence.mediaType,
      'Content-Length': String(evidence.size),
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    });
    await pipeline(bytes, response);
  };
  router.get('/files/:token', send);
  return router;
}
