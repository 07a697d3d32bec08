import { withOrg } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import { guardrailWords } from '../messages/catalogue/guardrails.ts';
import { audit } from '../pipeline/audit.ts';
import { readLanguage } from './read-language.ts';
import type { DeskOptions } from './turn.ts';

/** Of one asker, one line a minute: a stuck script must not fill a log that nothing is ever removed from. */
const QUIET_MS = 60_000;
const MOST_KNOWN = 10_000;
/** Enough of a question to know its language; a flood of long ones is not read. */
const READ = 200;

/** Counts a question before anything is done for it; throws, in its language, where there were too many. */
export type Admission = (principal: Principal, now: Date, question?: string) => Promise<void>;

/** What the limiter refuses is in the audit log as well, though no turn came of it. */
export function createAdmission({ db, limiter, auditKey, log }: DeskOptions): Admission {
  const lastLine = new Map<string, number>();
  return async (principal, now, question = '') => {
    try {
      await limiter?.attempt(principal);
    } catch (refused) {
      if (!isSafeNestError(refused) || refused.code !== 'rate_limited') throw refused;
      const who = `${principal.orgId}:${principal.actor.kind}:${principal.actor.id}`;
      if (now.getTime() - (lastLine.get(who) ?? Number.NEGATIVE_INFINITY) >= QUIET_MS) {
        if (lastLine.size >= MOST_KNOWN) lastLine.clear();
        lastLine.set(who, now.getTime());
        await withOrg(db, principal, (tx) =>
          audit(
            { tx, principal, now, auditKey },
            { action: 'assistant.turn', subject: null, detail: { refused: refused.code } },
          ),
        ).catch((error: unknown) => log.error({ err: error }, 'a refused question could not be audited'));
      }
      const language = readLanguage(question.slice(0, READ), []);
      const { retry_after: seconds = 60 } = (refused.details ?? {}) as { retry_after?: number };
      throw new SafeNestError(refused.code, guardrailWords[language].tooMany(seconds), { details: refused.details });
    }
  };
}
