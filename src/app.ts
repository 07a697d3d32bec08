import { createAssessEvent } from './agent/assess-event.ts';
import { createChatModel } from './agent/chat-model.ts';
import { turnTime } from './agent/guardrails/limits.ts';
import { createTurnLimiter } from './agent/guardrails/rate.ts';
import { probeModel } from './agent/models/probe.ts';
import { createOverhear } from './agent/overhear.ts';
import { readLanguage } from './agent/read-language.ts';
import { createDesk } from './agent/respond.ts';
import type { TokenLimits } from './agent/token-budget.ts';
import { warmUp } from './agent/warm-up.ts';
import { createWordReport } from './agent/word-report.ts';
import { openBackups, type RestoreOutcome } from './app/backups.ts';
import { createChatPlatforms, settingsApps } from './app/chat-platforms.ts';
import { chatConnections } from './app/connections.ts';
import { type Core, openCore } from './app/core.ts';
import { FIRST, type FirstOrganisation, firstOrganisation, firstVisitor } from './app/first-organisation.ts';
import { jobParts } from './app/job-parts.ts';
import { measuredDesk, measuredEmbedder, measuredScreener, measuredVision, measureSources } from './app/measured.ts';
import { openNotifier } from './app/notifier.ts';
import { openFiles } from './app/open-files.ts';
import { organisationHealth } from './app/organisation-health.ts';
import { proxySettings } from './app/proxy-settings.ts';
import { createRecognition } from './app/recognition.ts';
import { goOnWith, resumeWork } from './app/resume-work.ts';
import { mqttNetwork, senderOptions } from './app/sender-options.ts';
import type { Shared } from './app/shared.ts';
import { createConsolePlatform } from './bots/console/platform.ts';
import { invitation } from './bots/discord/invite.ts';
import { createDispatch } from './bots/dispatch.ts';
import type { Platform } from './bots/platform.ts';
import { sharesOf } from './bots/shares.ts';
import { type Config, providerSettings } from './config.ts';
import { inboxSteps } from './db/inbox.ts';
import { freeLeftBehind } from './db/left-behind.ts';
import { listOrganisations } from './db/organisations.ts';
import { withOrg, withSystem } from './db/scope.ts';
import { startUpkeep } from './db/upkeep.ts';
import type { NewLoginEvent } from './domain/event.ts';
import type { OrgId } from './domain/id.ts';
import type { Organisation } from './domain/member.ts';
import { formatReference } from './domain/reference.ts';
import { SafeNestError } from './errors.ts';
import { createAttemptLimiter } from './http/auth/rate-limit.ts';
import { signInLinkPath } from './http/auth/routes.ts';
import { consoleRoutes } from './http/console/routes/index.ts';
import { createLive } from './http/live.ts';
import { createMeasures } from './http/measures.ts';
import { createServer } from './http/server.ts';
import type { Evaluation, HttpServices } from './http/services.ts';
import { createJobs, type Jobs } from './jobs/queue.ts';
import { openRedis } from './jobs/redis.ts';
import type { Log } from './log.ts';
import { createPdfPrinter } from './media/print-pdf.ts';
import { CHAT_PLATFORMS } from './messages/inbound.ts';
import { pathOf } from './messages/links.ts';
import { createForestPool } from './pipeline/anomaly/forest/forest-pool.ts';
import { type AuditVerdict, sealedWith } from './pipeline/audit.ts';
import { enqueuePicture } from './pipeline/cameras/camera-jobs.ts';
import { createChatApps } from './pipeline/chat-apps.ts';
import { createCodeLimiter } from './pipeline/chat-codes.ts';
import { chatServices } from './pipeline/chat-services.ts';
import { deliveryServices } from './pipeline/delivery/delivery-services.ts';
import { createHomeAssistant } from './pipeline/delivery/home-assistant-link.ts';
import { createSenders } from './pipeline/delivery/senders.ts';
import { openEmbedder } from './pipeline/embedding/open-embedder.ts';
import { openGeo } from './pipeline/geo.ts';
import { wakeHistory } from './pipeline/history/history-jobs.ts';
import { type Ingested, ingestLogins } from './pipeline/ingest-logins.ts';
import { createWake, enqueueAnswer, jobHandlers, SCHEDULES, type Wake } from './pipeline/job-handlers.ts';
import { ensureMachineKey, localKey, MACHINE_KEYS } from './pipeline/local-key.ts';
import { createLoopLag } from './pipeline/loop-lag.ts';
import { memberByEmail, systemPrincipal } from './pipeline/members.ts';
import { messagePictures } from './pipeline/message-picture.ts';
import { createIntake } from './pipeline/moderation/intake.ts';
import { enqueueMessages } from './pipeline/moderation/message-jobs.ts';
import { createOrganisationScreeners } from './pipeline/moderation/organisation-screeners.ts';
import { type PictureLinks, pictureLinks } from './pipeline/pictures.ts';
import { openQuestionPictures } from './pipeline/question-pictures.ts';
import type { ReportParts } from './pipeline/reports/make-report.ts';
import { openScreener } from './pipeline/screening/open-screener.ts';
import { openingHandles } from './pipeline/sealed-handles.ts';
import { tokenKey } from './pipeline/sealed-tokens.ts';
import { createSignInLink } from './pipeline/sign-in.ts';
import { ticketServices } from './pipeline/tickets/tracker.ts';
import type { Work } from './pipeline/work.ts';
import { toolsFor } from './tools/index.ts';

export interface App {
  core: Core;
  /** The address people use; null when this process has no `web` role. */
  url: string | null;
  /** The address it listens on. */
  listensOn: string;
  /** The one this machine's commands work on: the oldest. */
  organisation: Organisation & { id: OrgId };
  /** API key of this machine's commands. */
  localKey: string;
  /** Stores login events of the organisation, at most 1,000 a call. */
  ingest(events: NewLoginEvent[]): Promise<Ingested>;
  /** Delivers what was committed to the outbox. */
  wake: Wake;
  /** A one-time address for the member with this e-mail address. */
  signInLink(email: string): Promise<string>;
  /** Says on standard output where the service is, and at the first start how to get in. */
  greet(): Promise<void>;
  /** Resolves where an admin has had a backup restored: the file, for whoever stops this and starts it again. */
  restoring: Promise<{ path: string }>;
  /** Makes the first question as fast as the others, in the idle moments after the start. */
  warmUp(): void;
  stop(): Promise<void>;
}

/** Questions of chat platforms answered at once. */
const TURNS = { offline: 8, withModel: 64 } as const;
const COMMAND_LINE = { platform: 'cli', audience: 'private' } as const;

/** Starts everything the settings ask for; what has started is stopped again when a later part fails. */
export async function startApp(
  config: Config,
  log: Log,
  options: { first?: FirstOrganisation | null; evaluation?: Evaluation; restoring?: RestoreOutcome } = {},
): Promise<App> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse())
      await end().catch((err: unknown) => log.warn({ err }, 'a part did not stop'));
  };
  try {
    return await start(config, log, { first: FIRST, ...options }, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  config: Config,
  log: Log,
  {
    first,
    evaluation,
    restoring,
  }: { first: FirstOrganisation | null; evaluation?: Evaluation; restoring?: RestoreOutcome },
  stops: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<App> {
  const now = (): Date => new Date();
  const core = await openCore(config, log);
  stops.push(() => core.close());
  const upkeep = startUpkeep(core.database, log);
  stops.push(() => upkeep.stop());
  const { database, db, secret } = core;
  const sealing = tokenKey(secret);
  const files = await openFiles(config);
  stops.push(async () => files.close());
  const works = (role: Config['roles'][number]): boolean => config.roles.includes(role);

  const organisation = await firstOrganisation(core, first, now());
  const inOrganisation = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(db, organisation.id, (tx) =>
      change({
        tx,
        principal: systemPrincipal(organisation.id, organisation.timeZone, COMMAND_LINE),
        now: now(),
        auditKey: core.auditKey,
      }),
    );
  if (!(await inOrganisation(({ tx }) => sealedWith(tx, core.auditKey))))
    throw new SafeNestError(
      'conflict',
      'This database was begun with another SAFENEST_SECRET. Give every process the one it began with; a new one would break the audit log.',
    );
  const ownKey = localKey(secret);
  await ensureMachineKey(inOrganisation, MACHINE_KEYS.commandLine, ownKey);
  if (config.adminKey) await ensureMachineKey(inOrganisation, MACHINE_KEYS.environment, config.adminKey.reveal());

  const geo = await openGeo(config.geoip);
  const model = createChatModel(providerSettings(config), { callMs: config.model.callSeconds * 1000 });
  const tokens: TokenLimits = { ...config.model.limits, prices: config.model.prices };

  const live = createLive(database, log);
  await live.start();
  stops.push(() => live.stop());

  const redis = config.redisUrl && openRedis(config.redisUrl.reveal(), log);
  if (redis) stops.push(async () => redis.close());
  const chatApps = createChatApps({
    db,
    key: sealing,
    settings: settingsApps(config),
    listen: (channel, hear) => database.listen(channel, hear),
    log,
  });
  await chatApps.start();
  stops.push(() => chatApps.stop());
  const enqueue: Jobs['add'] = (...job) => jobs.add(...job);
  const wakeQueue = createWake(
    enqueue,
    (err) => log.warn({ err }, 'the queue could not be told; the next sweep delivers'),
    now,
  );
  const wake: Wake = (orgId, news) => {
    wakeQueue(orgId, news);
    // what people are told of is also what the history tells of
    wakeHistory(enqueue, orgId).catch((err: unknown) =>
      log.warn({ err }, 'the history takes in what changed with its next sweep'),
    );
  };
  const shared: Shared = { db, auditKey: core.auditKey, now, enqueue, wake, log };
  const health: HttpServices['health'] = (of) => checkAll(of);
  const linksTo = (orgId: OrgId): PictureLinks =>
    pictureLinks({ orgId, secret, base: config.publicUrl ?? '', now: now() });
  const intake = createIntake({
    db,
    now,
    enqueue: (orgId) => enqueueMessages(enqueue, orgId),
    onError: (err) => log.warn({ err }, 'the queue could not be told of messages; the next sweep brings them'),
  });

  const lag = createLoopLag();
  stops.push(async () => lag.stop());
  const chat = chatServices({
    db,
    auditKey: core.auditKey,
    now,
    wake,
    health,
    codes: createCodeLimiter(redis ? { redis: redis.client } : {}),
    key: sealing,
    intake,
    pictureLinks: linksTo,
    cameraSilentMs: config.cameras.silentMinutes * 60_000,
    heldUp: lag.heldUp,
  });
  const consolePlatform = createConsolePlatform(live);
  const chatPlatforms = createChatPlatforms({
    config,
    chatApps,
    chat,
    openImage: messagePictures({ db, files, secret }),
    heldUp: lag.heldUp,
    onTokenBack: (platform) => goOnWith(platform, shared, dispatch),
    now,
    log,
  });
  const platforms: Platform[] = [consolePlatform, ...chatPlatforms];
  for (const platform of platforms) stops.push(() => platform.stop());
  await consolePlatform.start(async () => ({ kind: 'ignored' }));
  const absolute = (ref: string): string => `${config.publicUrl ?? ''}${pathOf(ref)}`;
  const notifier = openNotifier(shared, platforms, absolute, linksTo);

  const measures = createMeasures({
    visionLoad: () => recognition.vision.load(),
    ...measureSources(database, config.dataDir),
  });
  const recognition = await createRecognition(config, core, {
    measured: (vision) => measuredVision(vision, measures),
    looked: (orgId, number) => measures.picture(orgId, formatReference({ kind: 'camera', number })),
    files,
    organisation: organisation.id,
    enqueue: (orgId, pictureId) => enqueuePicture(enqueue, orgId, pictureId),
    wake,
    assess: createAssessEvent({ model, db, tokens, now, log }),
    now,
    log,
  });
  stops.push(() => recognition.stop());

  const { openaiKey } = config.model;
  const { embedder: openedEmbedder, fallback: embedderStandsIn } = await openEmbedder({
    embeddings: config.embeddings,
    openai: { key: openaiKey ? () => openaiKey.reveal() : null, baseUrl: config.model.openaiBaseUrl },
    log,
  });
  stops.push(async () => openedEmbedder.close?.());
  const embedder = measuredEmbedder(openedEmbedder, measures);

  const answering = createDesk({
    db,
    auditKey: core.auditKey,
    model,
    tools: toolsFor,
    services: {
      health,
      wake,
      pictureLinks: linksTo,
      cameraSilentMs: config.cameras.silentMinutes * 60_000,
      vision: recognition.vision,
      embedder,
      log,
    },
    limiter: createTurnLimiter(redis ? { redis: redis.client } : {}),
    tokens,
    turnMs: turnTime(config.model.callSeconds),
    now,
    log,
    publicUrl: config.publicUrl,
    pictures: ({ orgId }, sent, about) => openQuestionPictures({ db, files, now, log }, { orgId, sent, ...about }),
  });
  const desk = measuredDesk(answering, measures);
  // a language model is waited for; without one answers are made by this very process
  const turns = config.model.name === 'offline' ? TURNS.offline : TURNS.withModel;
  const dispatch = createDispatch({
    platforms: chatPlatforms,
    services: {
      ...chat,
      inbox: openingHandles(sealing, inboxSteps(db, now)),
      enqueue: (orgId, conversation) => enqueueAnswer(enqueue, orgId, conversation),
      isMeant: createOverhear({ db, tools: toolsFor, now }),
      ask: (principal, question, signal) => desk.respond(principal, question, signal),
      readLanguage: (text) => readLanguage(text, []),
    },
    publicUrl: config.publicUrl,
    log,
    now,
    shares: sharesOf(turns),
  });

  const screener = await openScreener({
    model: config.screeningModel,
    openai: { key: openaiKey ? () => openaiKey.reveal() : null, baseUrl: config.model.openaiBaseUrl },
    log,
  });
  stops.push(async () => screener.close?.());
  const screening = createOrganisationScreeners({ db, screener: measuredScreener(screener, measures), now });

  const forests = createForestPool(log);
  stops.push(() => forests.close());

  const wordReport = createWordReport({ model, db, tokens, now, log });
  const reports: ReportParts = {
    ...shared,
    word: wordReport,
    embedder: recognition.vision.embedder,
  };
  const verdicts = new Map<OrgId, AuditVerdict>();
  const beside = senderOptions(config, secret, now);
  const senders = createSenders(beside);
  const jiraNetwork = { allowed: beside.allowed };
  const lists = { db, now, auditKey: core.auditKey, key: sealing, network: { allowed: beside.allowed } };
  const { backups, restart } = openBackups(config, core, organisation.timeZone, restoring, shared);
  const jobs: Jobs = createJobs({
    heldUp: lag.heldUp,
    backend: config.redisUrl
      ? { kind: 'redis', url: config.redisUrl.reveal() }
      : { kind: 'postgres', pool: database.jobsPool() },
    handlers: jobHandlers({
      ...shared,
      deliver: (orgId, outboxId) => notifier.deliver(orgId, outboxId),
      answer: (orgId, conversation, signal) => dispatch.work(orgId, conversation, signal),
      keeping: { files, limits: config.retention },
      cameras: recognition.cameras,
      backups,
      reports,
      ...jobParts(shared, {
        ...{ chatPlatforms, screening, model, tokens, embedder, forests, senders, lists, absolute },
        publicUrl: config.publicUrl,
      }),
      onAuditVerdict: (orgId, verdict) => verdicts.set(orgId, verdict),
    }),
    log,
    schedules:
      config.nightlyBackups === null
        ? SCHEDULES
        : [...SCHEDULES, { name: 'make_backup', payload: {}, cron: '0 2 * * *', timeZone: organisation.timeZone }],
    turns,
  });
  stops.push(() => jobs.stop());
  if (works('worker')) {
    await freeLeftBehind(database);
    await jobs.start();
    await resumeWork(shared, { chatApps, dispatch });
    await recognition.watch();
    // what a process left behind that was killed: on a server its jobs are given up for dead only after a while
    wakeQueue();
  }

  /** Whether an organisation is a guest here: the one that was first is taken for that of whoever runs the service. */
  const isGuest = async (orgId: OrgId): Promise<boolean> => (await withSystem(db, listOrganisations))[0]?.id !== orgId;
  const checkAll = organisationHealth({
    config,
    core,
    files,
    jobs,
    model,
    verdicts,
    lag,
    platforms: chatPlatforms,
    isGuest,
    recognition,
    backups,
    screener,
    embedder,
    embedderStandsIn,
    now,
    log,
  });
  const services: HttpServices = {
    db,
    auditKey: core.auditKey,
    desk,
    model: {
      name: model.name,
      limits: config.model.limits,
      prices: config.model.prices,
      status: () => model.guard?.status() ?? null,
    },
    jobs,
    live,
    files,
    health,
    wake,
    now,
    log,
    publicUrl: config.publicUrl,
    secret,
    oidc: config.oidc && { ...config.oidc, clientSecret: config.oidc.clientSecret?.reveal() ?? null },
    ...proxySettings(config, organisation.id),
    cameras: recognition.cameras,
    messages: intake,
    screening,
    embedder,
    cameraSilentMs: config.cameras.silentMinutes * 60_000,
    ...(config.cameras.folder ? { cameraFolder: config.cameras.folder } : {}),
    retention: config.retention,
    backups,
    measures,
    reports,
    printer: createPdfPrinter(config.chromiumPath),
    limiter: createAttemptLimiter(redis ? { redis: redis.client } : {}),
    ...(geo ? { geo } : {}),
    modelName: config.model.name,
    ...(evaluation ? { evaluation } : {}),
    lists,
    delivery: deliveryServices({ db, key: sealing, senders, network: beside, enqueue: jobs.add, now }),
    tickets: ticketServices({ db, key: sealing, network: jiraNetwork, now }),
    connections: chatConnections({
      platforms: chatPlatforms,
      apps: chatApps,
      fromSettings: CHAT_PLATFORMS.filter((platform) => config[platform] !== null),
      tokenKey: sealing,
      publicUrl: config.publicUrl,
      isGuest,
      discordInvitation: (token) => invitation({ token, apiUrl: config.addresses.discord, now }),
      log,
    }),
  };

  if (works('worker')) {
    const homeAssistant = createHomeAssistant({
      db,
      key: sealing,
      auditKey: core.auditKey,
      files,
      network: mqttNetwork(beside),
      publicUrl: config.publicUrl,
      silentMs: config.cameras.silentMinutes * 60_000,
      now,
      log,
    });
    homeAssistant.start();
    stops.push(() => homeAssistant.stop());
  }

  const server = createServer(services, {
    ...(works('web') ? { pages: consoleRoutes } : { probesOnly: true }),
    webhooks: works('bot') ? chatPlatforms.flatMap((platform) => platform.webhooks ?? []) : [],
  });
  const own = await server.listen(config.port, config.host);
  stops.push(() => server.close());
  // Commands on this machine come the short way; people may have to come through a proxy.
  await database.announce(own);
  // A platform that cannot be reached keeps nobody from the console; the health page says what is wrong.
  if (works('bot'))
    for (const platform of chatPlatforms)
      void platform
        .start(dispatch.deliver)
        .catch((err) => log.error({ err, platform: platform.name }, 'a chat platform could not be listened to'));
  const url = works('web') ? (config.publicUrl ?? own) : null;

  const app: App = {
    core,
    url,
    listensOn: own,
    organisation,
    localKey: ownKey,
    restoring: restart,
    ingest: (events) => ingestLogins({ db, now, wake, ...(geo ? { geo } : {}) }, organisation.id, events),
    wake,
    async signInLink(email) {
      const { token } = await inOrganisation(async (work) =>
        createSignInLink(work, (await memberByEmail(work.tx, email)).id),
      );
      return `${url ?? own}${signInLinkPath(token)}`;
    },
    async greet() {
      if (!url) return;
      process.stdout.write(`SafeNest is running at ${url}\n`);
      const newcomer = await inOrganisation(({ tx }) => firstVisitor(tx));
      process.stdout.write(
        newcomer
          ? `Sign in once, within 15 minutes, as ${newcomer.name}:\n${await app.signInLink(newcomer.email)}\n`
          : 'A sign-in link for anyone: npm run safenest -- members link EMAIL\n',
      );
    },
    warmUp() {
      if (url) void warmUp(now());
    },
    stop,
  };
  return app;
}

/** Asks the settings' language model one question of a few tokens; answers in words, or throws with what to do. */
export const tryLanguageModel = (config: Config): Promise<string> =>
  probeModel(createChatModel(providerSettings(config), { callMs: 9000 }));
