import type { ChatModel } from '../agent/chat-model.ts';
import { modelCheck } from '../agent/models/model-health.ts';
import type { Platform } from '../bots/platform.ts';
import type { Config } from '../config.ts';
import { historyBacklog } from '../db/history-changes.ts';
import { findModelBudget, usedToday } from '../db/model-usage.ts';
import { type InOrg, type Viewer, withOrg } from '../db/scope.ts';
import { signalSources } from '../db/signals.ts';
import type { HealthReport } from '../domain/health.ts';
import type { OrgId } from '../domain/id.ts';
import { limitsOf, NO_BUDGET } from '../domain/model-budget.ts';
import type { Jobs } from '../jobs/queue.ts';
import type { Log } from '../log.ts';
import type { FileStore } from '../media/files.ts';
import { limitsCheck, untakenAlerts } from '../pipeline/alert-limits.ts';
import { learningCheck, seeLearning } from '../pipeline/anomaly/learning-check.ts';
import type { AuditVerdict } from '../pipeline/audit.ts';
import { autonomyCheck } from '../pipeline/autonomy.ts';
import { type Backups, backupsCheck } from '../pipeline/backup/backups.ts';
import { listOwnChatApps } from '../pipeline/chat-apps.ts';
import { listChannels } from '../pipeline/chat-channels.ts';
import { listWorkspaces } from '../pipeline/chat-workspaces.ts';
import { targetsCheck } from '../pipeline/delivery/delivery-services.ts';
import { listShownTargets } from '../pipeline/delivery/delivery-targets.ts';
import type { TextEmbedder } from '../pipeline/embedding/embedder.ts';
import { checkHealth } from '../pipeline/health.ts';
import { historyCheck } from '../pipeline/history/history-check.ts';
import { jobsOf } from '../pipeline/jobs-of.ts';
import { type LoopLag, loopCheck } from '../pipeline/loop-lag.ts';
import { channelsCheck, workspacesCheck } from '../pipeline/news-channels.ts';
import { onCallCheck, seeToldOnCall } from '../pipeline/on-call.ts';
import { retentionCheck, seeRetention } from '../pipeline/retention.ts';
import type { Screener } from '../pipeline/screening/screener.ts';
import { screeningCheck } from '../pipeline/screening/screening-check.ts';
import { SOURCES_DAYS, signalsCheck } from '../pipeline/signals/silent-sources.ts';
import { seeTracker, trackerCheck } from '../pipeline/tickets/tracker.ts';
import { connectionChecks } from './connections.ts';
import type { Core } from './core.ts';
import { healthChecks } from './health-checks.ts';
import type { Recognition } from './recognition.ts';

const DAY_MS = 86_400_000;

/** Everything that an organisation's health page asks: of the installation, and of what is its own. */
export function organisationHealth(parts: {
  config: Config;
  core: Core;
  files: FileStore;
  jobs: Jobs;
  model: ChatModel;
  /** What the last look at each organisation's audit log found. */
  verdicts: ReadonlyMap<OrgId, AuditVerdict>;
  lag: LoopLag;
  platforms: readonly Platform[];
  isGuest: (orgId: OrgId) => Promise<boolean>;
  recognition: Pick<Recognition, 'checks'>;
  backups: Backups;
  screener: Screener;
  embedder: TextEmbedder;
  /** Why another embedder stands in for the one that was asked for; null where none does. */
  embedderStandsIn: string | null;
  now: () => Date;
  log: Log;
}): (of: OrgId | Viewer) => Promise<HealthReport> {
  const { config, core, now } = parts;
  return async (of) => {
    const orgId = typeof of === 'string' ? of : of.orgId;
    const org: InOrg = (work) => withOrg(core.db, orgId, work);
    const guest = await parts.isGuest(orgId);
    return checkHealth([
      ...healthChecks({
        config,
        core,
        files: parts.files,
        jobs: jobsOf(parts.jobs, core.db, orgId),
        model: modelCheck(parts.model, () =>
          org(async (tx) => ({
            used: await usedToday(tx, now()),
            limits: limitsOf(config.model.limits, (await findModelBudget(tx))?.budget ?? NO_BUDGET),
          })),
        ),
        verdict: parts.verdicts.get(orgId),
      }),
      loopCheck(parts.lag),
      ...(await connectionChecks(parts.platforms, await org(listOwnChatApps), { guest, log: parts.log })),
      ...parts.recognition.checks(of),
      retentionCheck(() => org((tx) => seeRetention(tx, config.retention, now()))),
      autonomyCheck(org, now),
      // it names alerts: of cameras that are theirs
      limitsCheck(() => withOrg(core.db, of, (tx) => untakenAlerts(tx, now()))),
      channelsCheck(() => org(listChannels)),
      onCallCheck(() => org((tx) => seeToldOnCall(tx, now()))),
      targetsCheck(() => org(listShownTargets), now),
      trackerCheck(() => org(seeTracker), now),
      ...(guest ? [] : [backupsCheck(parts.backups, now)]),
      screeningCheck(parts.screener),
      historyCheck(parts.embedder, parts.embedderStandsIn, () => org(historyBacklog), now),
      learningCheck(() => org(seeLearning), now),
      signalsCheck(() => org((tx) => signalSources(tx, new Date(now().getTime() - SOURCES_DAYS * DAY_MS))), now),
      workspacesCheck(() => org(listWorkspaces)),
    ]);
  };
}
