import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Core } from '../../app/core.ts';
import { openFiles } from '../../app/open-files.ts';
import { untilSignal } from '../../app/signal.ts';
import type { App } from '../../app.ts';
import { fillSample, nextSampleEvents, sampleBegin, sampleMembers } from '../../demo/sample-week.ts';
import type { OrgId } from '../../domain/id.ts';
import { ownEvaluation } from '../../eval/own-evaluation.ts';
import { createLog } from '../../log.ts';
import { IMPORT_FORMATS, importLines } from '../../pipeline/import/index.ts';
import type { Cli } from '../cli.ts';
import { count, plural, printable } from '../output.ts';

interface Options {
  logs?: string;
  format: string;
  year?: number;
  port?: number;
}

const TRICKLE_MS = 20_000;
/** The clinic stands in Hamburg, and so do most of its people. */
const SAMPLE_ZONE = 'Europe/Berlin';

export function demoCommand(program: Command, cli: Cli): void {
  program
    .command('demo')
    .description(
      'Start with a sample organisation: members of every role and a lively week of logins, two cameras, a guarded forum',
    )
    .option('--logs <file>', 'add a real log, too')
    .option('--format <format>', `what kind of log it is: ${IMPORT_FORMATS.map((f) => f.name).join(', ')}`, 'sshd')
    .option('--year <year>', 'the year of its first line, for logs that do not write it', cli.integer)
    .option('--port <port>', 'the port to listen on (PORT)', cli.integer)
    .action((options: Options) => demo(cli, options));
}

async function demo(cli: Cli, options: Options): Promise<void> {
  const { out } = cli;
  if (options.logs)
    await stat(options.logs).catch(() => Promise.reject(cli.refuse(`Cannot read ${printable(options.logs!)}.`)));
  if (!IMPORT_FORMATS.some((known) => known.name === options.format))
    throw cli.refuse(`There is no log format "${printable(options.format)}".`);

  out.note('Starting SafeNest with a sample organisation …');
  const [{ startApp }, { fillSampleCameras, prepareSampleCameras }, { fillSampleModeration }] = await Promise.all([
    import('../../app.ts'),
    import('../../demo/sample-cameras.ts'),
    import('../../demo/sample-moderation.ts'),
  ]);
  const config = { ...cli.config, port: options.port ?? cli.config.port };
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const [admin] = sampleMembers;
  const filled = { events: 0, alerts: 0 };
  const files = await openFiles(config);
  const cameras = ({ db, auditKey }: Core, now: Date, wake?: App['wake']) => ({
    db,
    files,
    auditKey,
    log,
    now: () => now,
    ...(wake && { wake }),
  });
  const fill = async (core: Core, orgId: OrgId, now: Date, wake?: App['wake']): Promise<void> => {
    const { db, auditKey } = core;
    const { events, alerts } = await fillSample({ db, auditKey, now: () => now, ...(wake && { wake }) }, orgId);
    filled.events += events;
    filled.alerts += alerts;
    await prepareSampleCameras(cameras(core, now), orgId);
    await fillSampleModeration({ db, auditKey, log, now: () => now }, orgId);
  };
  const began = new Date();
  const app = await startApp(config, log, {
    evaluation: ownEvaluation,
    first: {
      name: 'Northwind Clinic',
      sample: true,
      admin: admin!,
      timeZone: SAMPLE_ZONE,
      madeAt: sampleBegin(began),
      fill: (core, orgId) => fill(core, orgId, began),
    },
  });
  let trickle: NodeJS.Timeout | undefined;
  try {
    if (!app.organisation.sample)
      throw cli.refuse(
        `${config.dataDir} holds ${printable(app.organisation.name)}, which is no sample. Start it with npm start, or give the demo a folder of its own: SAFENEST_DATA=./demo npm run demo`,
      );
    await fill(app.core, app.organisation.id, new Date(), app.wake);
    if (filled.events > 0)
      out.note(`${plural(filled.events, 'login')} made up, ${plural(filled.alerts, 'alert')} raised by the rules.`);
    if (options.logs) await addLog(cli, app, { ...options, logs: options.logs });
    const link = await app.signInLink(admin!.email);
    // nobody waits for pictures to be drawn: they come while the first page is read
    trickle = keepUp(app, () => fillSampleCameras(cameras(app.core, new Date(), app.wake), app.organisation.id));
    for (const line of welcome(app.url!, link)) out.line(line);
    if (!config.production && config.teams === null && config.publicUrl === null)
      for (const line of playgroundWords(app.url!)) out.line(line);
    await untilSignal(app.core.database.lost);
    out.note('Stopping …');
  } finally {
    clearInterval(trickle);
    await app.stop();
    files.close();
  }
}

async function addLog(cli: Cli, app: App, { logs, format, year }: Options & { logs: string }): Promise<void> {
  const report = await importLines({
    stream: createReadStream(logs),
    format: IMPORT_FORMATS.find((known) => known.name === format)!,
    options: { timeZone: app.organisation.timeZone, ...(year === undefined ? {} : { year }) },
    now: new Date(),
    send: (events) => app.ingest(events),
    onProgress: ({ lines }) => cli.out.progress(`Reading ${printable(logs)}: ${count(lines)} lines`),
  });
  cli.out.done();
  cli.out.note(`${plural(report.accepted, 'login')} from ${printable(logs)}.`);
}

/** The sample's logins and pictures of today arrive when their time has come; pictures of before at once. */
function keepUp(app: App, see: () => Promise<number>): NodeJS.Timeout {
  let since = new Date();
  let looking = false;
  const look = (): void => {
    if (looking) return;
    looking = true;
    see()
      .catch(() => {})
      .finally(() => {
        looking = false;
      });
  };
  look();
  return setInterval(() => {
    const now = new Date();
    const events = nextSampleEvents(since, now, { timeZone: app.organisation.timeZone });
    since = now;
    if (events.length > 0) app.ingest(events.slice(0, 1000)).catch(() => {});
    look();
  }, TRICKLE_MS);
}

const playgroundWords = (url: string): string[] => [
  '  As long as Teams has no app here, Microsoft’s Agents Playground on this machine is answered without a token, at',
  `  ${url}/api/messages`,
  '',
];

const welcome = (url: string, link: string): string[] => [
  '',
  `  SafeNest is running at ${url}`,
  '',
  '  Sign in once, within 15 minutes, with this link:',
  `  ${link}`,
  '',
  '  Then ask:  Show high-risk events from yesterday and open an incident.',
  '  Its two cameras are drawn; there is nobody on their pictures. Its forum is made up: a case waits under Moderation.',
  '',
  '  As someone else:   npm run safenest -- members link maria@example.com',
  '  “Was this you?” on an alert asks the colleague whose account it is; their desk shows the question.',
  '  Add a real log:    npm run safenest -- import sshd /var/log/auth.log',
  '  Stop with Ctrl-C; the data stays in the data folder.',
  '',
];
