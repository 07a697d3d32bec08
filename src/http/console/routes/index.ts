import { type ErrorRequestHandler, Router } from 'express';
import { findOrganisation } from '../../../db/organisations.ts';
import { withOrg } from '../../../db/scope.ts';
import { SafeNestError } from '../../../errors.ts';
import { principalIfKnown, requireSession } from '../../auth/authenticate.ts';
import { asSafeNestError, problemOf, requestIdOf } from '../../problem.ts';
import type { HttpServices } from '../../services.ts';
import { assetRoutes } from '../assets.ts';
import { page } from '../layout.ts';
import { problemPage } from '../pages/problem.ts';
import { Pages } from '../visit.ts';
import { actionRoutes } from './actions.ts';
import { alertRoutes } from './alerts.ts';
import { anomalyPages } from './anomalies.ts';
import { automationRoutes } from './automation.ts';
import { backupRoutes } from './backups.ts';
import { blockListRoutes } from './block-lists.ts';
import { cameraAccessRoutes } from './camera-access.ts';
import { cameraPages } from './cameras.ts';
import { channelRoutes } from './channels.ts';
import { chatRoutes } from './chat.ts';
import { connectionRoutes } from './connections.ts';
import { deliveryRoutes } from './delivery.ts';
import { deskRoutes } from './desk.ts';
import { enrolmentPages } from './enrolment.ts';
import { exceptionRoutes } from './exceptions.ts';
import { facePages } from './faces.ts';
import { helpRoutes } from './help.ts';
import { historyRoutes } from './history.ts';
import { incidentWorkRoutes } from './incident-work.ts';
import { incidentRoutes } from './incidents.ts';
import { liveRoutes } from './live.ts';
import { liveCaseRoutes } from './live-cases.ts';
import { logRoutes } from './logs.ts';
import { memberAccountRoutes } from './member-accounts.ts';
import { modelPicturesRoutes } from './model-pictures.ts';
import { moderationRoutes } from './moderation.ts';
import { moderationPolicyRoutes } from './moderation-policy.ts';
import { moderationRuleRoutes } from './moderation-rules.ts';
import { moderationTransparencyRoutes } from './moderation-transparency.ts';
import { onCallRoutes } from './on-call.ts';
import { openFacePages } from './open-faces.ts';
import { organisationRoutes } from './organisation.ts';
import { peopleRoutes } from './people.ts';
import { postureRoutes } from './posture.ts';
import { proposalRoutes } from './proposals.ts';
import { pushDeviceRoutes } from './push-devices.ts';
import { recognitionSettingsPages } from './recognition-settings.ts';
import { reportRoutes } from './reports.ts';
import { retentionPages } from './retention.ts';
import { reviewRoutes } from './review.ts';
import { ruleTrialRoutes } from './rule-trial.ts';
import { ruleRoutes } from './rules.ts';
import { secondLookRoutes } from './second-looks.ts';
import { signalRoutes } from './signals.ts';
import { similarPages } from './similar.ts';
import { standardAnswerRoutes } from './standard-answers.ts';
import { studioRoutes } from './studio.ts';
import { ticketRoutes } from './tickets.ts';

/** Everything of the console below one router: assets for anyone, pages and forms for whoever is signed in. */
export function consoleRoutes(services: HttpServices): Router {
  const router = Router();
  router.use(assetRoutes());

  const inside = Router();
  inside.use(requireSession(services));
  const pages = new Pages(inside, services);
  deskRoutes(pages);
  incidentRoutes(pages);
  reviewRoutes(pages);
  incidentWorkRoutes(pages);
  alertRoutes(pages);
  exceptionRoutes(pages);
  moderationRoutes(pages);
  moderationRuleRoutes(pages);
  blockListRoutes(pages);
  moderationPolicyRoutes(pages);
  moderationTransparencyRoutes(pages);
  secondLookRoutes(pages);
  logRoutes(pages);
  historyRoutes(pages);
  anomalyPages(pages);
  postureRoutes(pages);
  reportRoutes(pages);
  cameraPages(pages);
  cameraAccessRoutes(pages);
  modelPicturesRoutes(pages);
  enrolmentPages(pages);
  similarPages(pages);
  openFacePages(pages);
  recognitionSettingsPages(pages);
  retentionPages(pages);
  facePages(pages);
  ruleRoutes(pages);
  proposalRoutes(pages);
  studioRoutes(pages);
  memberAccountRoutes(pages);
  organisationRoutes(pages);
  backupRoutes(pages);
  peopleRoutes(pages);
  pushDeviceRoutes(pages);
  connectionRoutes(pages);
  automationRoutes(pages);
  channelRoutes(pages);
  standardAnswerRoutes(pages);
  deliveryRoutes(pages);
  onCallRoutes(pages);
  signalRoutes(pages, services);
  ticketRoutes(pages);
  helpRoutes(pages);
  chatRoutes(inside, services);
  actionRoutes(inside, services);
  ruleTrialRoutes(inside, services);
  liveRoutes(inside, services);
  liveCaseRoutes(inside, services);
  inside.use(() => {
    throw new SafeNestError('not_found', 'No page has this address. It may have been mistyped.');
  });
  router.use(inside);
  router.use(problemPages(services));
  return router;
}

const TITLES: Partial<Record<string, string>> = {
  not_found: 'There is nothing here',
  forbidden: 'This is not for you to do',
  unauthenticated: 'Please sign in again',
  rate_limited: 'Too much at once',
  unavailable: 'Not just now',
};

/** Errors of pages as pages; whoever asked for something else than HTML gets the problem document of the API. */
const problemPages =
  (services: HttpServices): ErrorRequestHandler =>
  async (error, request, response, next) => {
    if (response.headersSent || request.accepts(['json', 'html']) !== 'html') return next(error);
    const known = asSafeNestError(error);
    const requestId = requestIdOf(request);
    const { status, code } = problemOf(known, requestId);
    if (code === 'internal') {
      services.log.error(
        { err: known, request_id: requestId, method: request.method, path: request.path },
        'page failed',
      );
    }
    const title = TITLES[code] ?? 'That did not work';
    const body = problemPage({ title, detail: known.message, ...(code === 'internal' ? { requestId } : {}) });
    const principal = principalIfKnown(request);
    // The error may be that the database is away; its page is shown all the same.
    const organisation = principal && (await withOrg(services.db, principal, findOrganisation).catch(() => null));
    response
      .status(status)
      .type('html')
      .send(page({ title, principal, organisation: organisation ?? null, current: null, body }));
  };
