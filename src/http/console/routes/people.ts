import type { Request } from 'express';
import { memberLanguages } from '../../../db/member-languages.ts';
import { chatAccountsOf, findMember, listMembers } from '../../../db/members.ts';
import { findOrganisation } from '../../../db/organisations.ts';
import type { OrgDb } from '../../../db/scope.ts';
import { pinStates } from '../../../db/second-proof.ts';
import { isUuid } from '../../../domain/id.ts';
import { LANGUAGES } from '../../../domain/language.ts';
import { can, ROLES } from '../../../domain/role.ts';
import { PROOF_KINDS } from '../../../domain/second-proof.ts';
import { SafeNestError } from '../../../errors.ts';
import { CODE_LASTS_MS, makeAccountCode } from '../../../pipeline/chat-codes.ts';
import { listWorkspaces } from '../../../pipeline/chat-workspaces.ts';
import { ownDevices } from '../../../pipeline/delivery/push-devices.ts';
import { setOwnLanguage } from '../../../pipeline/member-language.ts';
import {
  addMember,
  linkChatAccount,
  unlinkChatAccount,
  updateMember,
  updateOwnProfile,
} from '../../../pipeline/members.ts';
import { secondProofs } from '../../../pipeline/require-proof.ts';
import { resetPin, setOwnPin, setSecondProofs } from '../../../pipeline/second-proof.ts';
import {
  changeOwnPassword,
  createSignInLink,
  LINK_LASTS_MS,
  PASSWORD_LENGTH,
  signOutEverywhere,
} from '../../../pipeline/sign-in.ts';
import { credentialOf } from '../../auth/authenticate.ts';
import { signInLinkPath } from '../../auth/routes.ts';
import { baseOf } from '../../services.ts';
import { accountPage } from '../pages/account.ts';
import { type AccountCode, platformsOf } from '../pages/chat-account.ts';
import { type MembersView, membersPage } from '../pages/members.ts';
import { type Content, oneOf, type Pages, queryText, type Visit } from '../visit.ts';
import { ROLE_WORD } from '../words.ts';

const MEMBERS_PAGE = 100;

/** People: who is here, the way in for them, and one's own account. */
export function peopleRoutes(pages: Pages): void {
  memberRoutes(pages);
  accountRoutes(pages);
}

function memberRoutes(pages: Pages): void {
  const load = async (
    { principal, clock, request }: Visit,
    tx: OrgDb,
    made: Partial<Pick<MembersView, 'link' | 'code'>>,
  ): Promise<Content> => {
    const after = queryText(request, 'after', 100);
    const members = await listMembers(tx, { limit: MEMBERS_PAGE + 1, ...(isUuid(after) ? { after } : {}) });
    const shown = members.slice(0, MEMBERS_PAGE);
    const more = members.length > MEMBERS_PAGE ? `/members?after=${shown.at(-1)!.id}` : null;
    return {
      title: 'Who is here?',
      current: 'members',
      body: membersPage({
        principal,
        clock,
        members: shown,
        accounts: await chatAccountsOf(
          tx,
          shown.map(({ id }) => id),
        ),
        workspaces: await listWorkspaces(tx),
        link: null,
        code: null,
        pins: can(principal.role, 'members.write') ? await pinStates(tx) : new Map(),
        proofs: can(principal.role, 'members.write') ? await secondProofs(tx) : null,
        ...made,
        more,
      }),
    };
  };
  /** A link is shown in the answer itself, never carried through an address or a cookie. */
  const withLink = async (visit: Visit, member: { id: string; name: string }): Promise<Content> => {
    const { token } = await visit.work((w) => createSignInLink(w, member.id));
    const link = {
      name: member.name,
      url: baseOf(visit.services) + signInLinkPath(token),
      minutes: LINK_LASTS_MS / 60_000,
    };
    return visit.org((tx) => load(visit, tx, { link }));
  };
  const members = (): string => '/members';

  pages.show('/members', 'members.read', (visit, tx) => load(visit, tx, {}));

  pages.act('/members', 'members.write', async (visit, form) => {
    const role = oneOf(ROLES, form.role) ?? 'employee';
    const member = await visit.work((w) => addMember(w, { name: form.name ?? '', email: form.email ?? '', role }));
    return withLink(visit, member);
  });

  pages.act(
    '/members/second-proof',
    'members.write',
    async ({ work }, form) => {
      const wanted = PROOF_KINDS.filter((kind) => form[`before.${kind}`] !== undefined);
      await work((w) => setSecondProofs(w, wanted));
      return {
        to: '/members',
        text:
          wanted.length > 0 ? 'Saved. Everybody sets their PIN on their account page.' : 'Saved. No PIN is asked for.',
      };
    },
    members,
  );

  pages.act(
    '/members/:id/reset-pin',
    'members.write',
    async ({ work, request }) => {
      const name = await work((w) => resetPin(w, idOf(request)));
      return { to: '/members', text: `The PIN of ${name} is gone. They set a new one on their account page.` };
    },
    members,
  );

  pages.act(
    '/members/chat',
    'members.write',
    async ({ work }, form) => {
      await work(async (w) => {
        const place = (await listWorkspaces(w.tx)).find((one) => one.id === form.workspace);
        if (!place || !isUuid(form.member ?? ''))
          throw new SafeNestError('not_found', 'Choose a member and a workspace.');
        const externalId = form.account?.trim().slice(0, 200) ?? '';
        if (externalId === '') throw new SafeNestError('invalid_input', 'Give the account’s id.');
        const { platform, workspace } = place;
        return linkChatAccount(w, form.member!, { platform, workspace, externalId });
      });
      return { to: '/members', text: 'Linked.' };
    },
    members,
  );

  pages.act(
    '/members/:id',
    'members.write',
    async ({ work, request }, form) => {
      const role = oneOf(ROLES, form.role);
      const member = await work((w) =>
        updateMember(w, idOf(request), {
          ...(role ? { role } : {}),
          ...(form.active === undefined ? {} : { active: form.active === 'true' }),
        }),
      );
      const state = member.active ? `is ${ROLE_WORD[member.role].toLowerCase()}` : 'is shut out';
      return { to: '/members', text: `${member.name} ${state}.` };
    },
    members,
  );

  pages.act(
    '/members/:id/chat',
    'members.write',
    async (visit) => {
      const code = await accountCode(visit, idOf(visit.request));
      return visit.org((tx) => load(visit, tx, { code }));
    },
    members,
  );

  pages.act(
    '/members/chat/:id/unlink',
    'members.write',
    async ({ work, request }) => {
      await work((w) => unlinkChatAccount(w, idOf(request)));
      return { to: '/members', text: 'Unlinked.' };
    },
    members,
  );

  pages.act(
    '/members/:id/sign-out',
    'members.write',
    async ({ work, request }) => {
      const { name, ended } = await work(async (w) => {
        const member = await findMember(w.tx, idOf(request));
        if (!member) throw new SafeNestError('not_found', 'There is no such member.');
        return { name: member.name, ended: await signOutEverywhere(w, member.id) };
      });
      return { to: '/members', text: `${name}: ${endedWords(ended)}` };
    },
    members,
  );

  pages.act(
    '/members/:id/link',
    'members.write',
    async (visit) => {
      const member = await visit.org((tx) => findMember(tx, idOf(visit.request)));
      if (!member) throw new SafeNestError('not_found', 'There is no such member.');
      return withLink(visit, member);
    },
    members,
  );
}

/** A code is shown in the answer itself, never carried through an address or a cookie. */
async function accountCode({ work, principal }: Visit, memberId: string): Promise<AccountCode> {
  return work(async (w) => {
    const { code } = await makeAccountCode(w, memberId);
    const member = (await findMember(w.tx, memberId))!;
    const own = principal.actor.id === memberId;
    const platforms = platformsOf(await listWorkspaces(w.tx));
    return { name: member.name, own, code, minutes: CODE_LASTS_MS / 60_000, platforms };
  });
}

function accountRoutes(pages: Pages): void {
  const account = (): string => '/account';

  const load = async ({ principal, clock, services }: Visit, tx: OrgDb, code: AccountCode | null): Promise<Content> => {
    const member = principal.actor.kind === 'member' ? await findMember(tx, principal.actor.id) : undefined;
    const organisation = await findOrganisation(tx);
    if (!member || !organisation) throw new SafeNestError('not_found', 'Only members have an account.');
    const languages = await memberLanguages(tx, member.id);
    const chat = { clock, accounts: await chatAccountsOf(tx, [member.id]), workspaces: await listWorkspaces(tx) };
    const pin = (await pinStates(tx)).get(member.id) ?? null;
    const { delivery } = services;
    const push =
      delivery && can(principal.role, 'alerts.read')
        ? { clock, timeZone: principal.timeZone, publicKey: delivery.pushKey, ...(await ownDevices({ tx, principal })) }
        : null;
    const leastPassword = PASSWORD_LENGTH.least;
    return {
      title: 'How am I set up here?',
      current: 'account',
      ...(push ? { script: 'push.js' } : {}),
      body: accountPage({ member, organisation, languages, leastPassword, chat, code, pin, push }),
    };
  };
  pages.show('/account', null, (visit, tx) => load(visit, tx, null));

  pages.act(
    '/account/chat',
    null,
    async (visit) => {
      const code = await accountCode(visit, visit.principal.actor.id ?? '');
      return visit.org((tx) => load(visit, tx, code));
    },
    account,
  );

  pages.act(
    '/account/chat/:id/unlink',
    null,
    async ({ work, request }) => {
      await work((w) => unlinkChatAccount(w, idOf(request)));
      return { to: '/account', text: 'Unlinked. You are not known there any more.' };
    },
    account,
  );

  pages.act(
    '/account/sign-out-elsewhere',
    null,
    async ({ work, principal, request }) => {
      const credential = credentialOf(request);
      if (credential.kind !== 'session' || principal.actor.kind !== 'member')
        throw new SafeNestError('forbidden', 'Only members have sessions.');
      const memberId = principal.actor.id;
      const ended = await work((w) => signOutEverywhere(w, memberId, credential.sessionId));
      return { to: '/account', text: endedWords(ended) };
    },
    account,
  );

  pages.act(
    '/account/pin',
    null,
    async ({ services, principal, request, clock }, form) => {
      const credential = credentialOf(request);
      if (credential.kind !== 'session') throw new SafeNestError('forbidden', 'Only members have PINs.');
      const { sessionId } = credential;
      const context = { db: services.db, auditKey: services.auditKey, now: clock.now };
      await services.limiter.attempt({ address: `pin ${principal.actor.id ?? ''}` });
      await setOwnPin(context, principal, { current: form.current ?? '', next: form.next ?? '', sessionId });
      return { to: '/account', text: 'Your PIN is set.' };
    },
    account,
  );

  pages.act('/account', null, async ({ work }, form) => {
    await work(async (w) => {
      await updateOwnProfile(w, { name: form.name ?? '', time_zone: form.time_zone || null });
      if (form.language !== undefined) await setOwnLanguage(w, oneOf(LANGUAGES, form.language));
    });
    return { to: '/account', text: 'Saved.' };
  });

  pages.act(
    '/account/password',
    null,
    async ({ services, principal, request, clock }, form) => {
      const credential = credentialOf(request);
      if (credential.kind !== 'session') throw new SafeNestError('forbidden', 'Only members have passwords.');
      // As when signing in: whoever finds a session open must not be able to guess the password at leisure.
      const who = { address: request.ip ?? '', email: principal.actor.id ?? '' };
      await services.limiter.attempt(who);
      await changeOwnPassword(
        { db: services.db, auditKey: services.auditKey, now: clock.now, userAgent: request.get('user-agent') ?? null },
        principal,
        { current: form.current ?? null, next: form.next ?? '', sessionId: credential.sessionId },
      );
      await services.limiter.succeeded(who);
      return { to: '/account', text: 'Your password is set. Other sessions have ended.' };
    },
    account,
  );
}

const endedWords = (ended: number): string =>
  ended === 0 ? 'no other session was open.' : `${ended} ${ended === 1 ? 'session has' : 'sessions have'} ended.`;

function idOf(request: Request): string {
  const id = String(request.params.id ?? '');
  if (!isUuid(id)) throw new SafeNestError('not_found', 'There is nothing here by that name.');
  return id;
}
