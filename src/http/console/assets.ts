import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { Router } from 'express';

const FOLDER = join(import.meta.dirname, 'static');
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

interface Asset {
  type: string;
  bytes: Buffer;
}

/** Every file a page may ask for, read once at start-up: there are few and they are small. */
const ASSETS: ReadonlyMap<string, Asset> = new Map([
  ['pico.css', layered(read(createRequire(import.meta.url).resolve('@picocss/pico/css/pico.min.css')))],
  ...readdirSync(FOLDER)
    .filter((name) => extname(name) in TYPES)
    .sort()
    .map((name): [string, Asset] => [name, read(join(FOLDER, name))]),
]);

/** Changes with any file, so that browsers may keep what they have for ever and still never mix two releases. */
const VERSION = [...ASSETS]
  .reduce((hash, [name, asset]) => hash.update(name).update(asset.bytes), createHash('sha256'))
  .digest('hex')
  .slice(0, 12);

/** The path of a stylesheet, script or picture; throws for a name that does not exist, so that a typo fails in any test. */
export function asset(name: string): string {
  if (!ASSETS.has(name)) throw new TypeError(`no such asset: ${name}`);
  return `/static/${VERSION}/${name}`;
}

/** Serves `/static/<version>/<name>` to anyone: nothing in it belongs to an organisation. */
export function assetRoutes(): Router {
  const router = Router();
  router.get('/static/:version/:name', (request, response, next) => {
    const found = ASSETS.get(request.params.name);
    if (!found) return next();
    const lasting = request.params.version === VERSION;
    response.setHeader('content-type', found.type);
    response.setHeader('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    response.send(found.bytes);
  });
  // a worker looks after the paths below its own; it may load nothing, and call nobody but us
  router.get('/push-worker.js', (_request, response) => {
    const { type, bytes } = ASSETS.get('push-worker.js')!;
    response.setHeader('content-type', type);
    response.setHeader('cache-control', 'no-cache');
    response.setHeader('content-security-policy', "default-src 'none'; connect-src 'self'");
    response.send(bytes);
  });
  router.get('/favicon.ico', (_request, response) => response.redirect(302, asset('mark.svg')));
  return router;
}

/** In a cascade layer, so that our own stylesheet wins without fighting over specificity. */
function layered({ type, bytes }: Asset): Asset {
  return { type, bytes: Buffer.concat([Buffer.from('@layer pico{'), bytes, Buffer.from('}')]) };
}

function read(path: string): Asset {
  return { type: TYPES[extname(path)]!, bytes: readFileSync(path) };
}
