import { listWorkspaces } from '../../../db/chat-workspaces.ts';
import { STRICTNESS } from '../../../domain/moderation.ts';
import { can } from '../../../domain/role.ts';
import { isSafeNestError, SafeNestError } from '../../../errors.ts';
import { checked } from '../../../pipeline/checked.ts';
import { automodServers } from '../../../pipeline/moderation/automod-words.ts';
import { languagesOfChannels } from '../../../pipeline/moderation/channel-languages.ts';
import { guardChannel, listGuardedChannels } from '../../../pipeline/moderation/guarded-channels.ts';
import { waitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { addTerm, newTermSchema, removeTerm, seeTerms } from '../../../pipeline/moderation/word-lists.ts';
import { previewTerm } from '../../../pipeline/moderation/word-preview.ts';
import { putToAutoMod } from '../../put-to-automod.ts';
import { screeningOf } from '../../services.ts';
import { STRICTNESS_WORD } from '../moderation-words.ts';
import { guardedChannelsPage, OWN_PLATFORM } from '../pages/guarded-channels.ts';
import { LONGEST_TRIED, type WordsView, wordsPage } from '../pages/moderation-words.ts';
import { type Content, type Form, oneOf, type Pages, type Visit } from '../visit.ts';
import { plural } from '../words.ts';

const TERM_KINDS = ['block', 'pattern', 'allow'] as const;

/** What decides which conversations become cases: the organisation's words, and its guarded channels. */
export function moderationRuleRoutes(pages: Pages): void {
  pages.show('/moderation/words', 'moderation.read', async ({ principal, clock }, tx) => ({
    title: 'Which words count?',
    current: 'moderation',
    body: wordsPage({
      clock,
      waiting: await waitingInModeration({ tx, principal }),
      terms: await seeTerms({ tx, principal }),
      edits: can(principal.role, 'moderation.rules'),
      servers: await automodServers({ tx }),
      tried: null,
      refused: null,
    }),
  }));

  pages.act('/moderation/words', 'moderation.rules', async (visit, form) => {
    const { work, services, principal } = visit;
    try {
      const term = await work((w) => addTerm(w, checked(newTermSchema, termOf(form))));
      services.screening?.forget(principal.orgId);
      return { to: '/moderation/words', text: `“${term.term}” is on the list. It counts from now on.` };
    } catch (error) {
      if (!isSafeNestError(error) || error.code === 'internal') throw error;
      return wordsWith(visit, { refused: { why: error.message, form } });
    }
  });

  pages.act('/moderation/words/preview', 'moderation.rules', async (visit, form) => {
    try {
      const { principal } = visit;
      const preview = await visit.org((tx) => previewTerm({ tx, principal }, checked(newTermSchema, termOf(form))));
      return wordsWith(visit, { previewed: { preview, form } });
    } catch (error) {
      if (!isSafeNestError(error) || error.code === 'internal') throw error;
      return wordsWith(visit, { refused: { why: error.message, form } });
    }
  });

  pages.act(
    '/moderation/words/automod',
    'moderation.rules',
    async (visit, form) => {
      const remove = form.remove === 'on';
      const { server, words, rules, leftOut } = await putToAutoMod(visit, form.workspace ?? '', remove);
      const rest =
        leftOut > 0 ? ` ${plural(leftOut, 'entry', 'entries')} AutoMod cannot take: patterns, and long ones.` : '';
      const text = remove
        ? `Nothing of ours is in the AutoMod of ${server} any more.`
        : `${plural(words, 'word')} in ${plural(rules, 'rule')} of the AutoMod of ${server}.${rest}`;
      return { to: '/moderation/words', text };
    },
    () => '/moderation/words',
  );

  pages.act(
    '/moderation/words/:id/remove',
    'moderation.rules',
    async ({ work, services, principal, request }) => {
      await work((w) => removeTerm(w, String(request.params.id)));
      services.screening?.forget(principal.orgId);
      return { to: '/moderation/words', text: 'It is off the list.' };
    },
    () => '/moderation/words',
  );

  pages.act(
    '/moderation/words/try',
    'moderation.read',
    async (visit, form) => {
      const text = form.text ?? '';
      if (text.length > LONGEST_TRIED)
        throw new SafeNestError('too_large', `A text to try has at most ${LONGEST_TRIED} characters.`);
      const screener = await screeningOf(visit.services).of(visit.principal.orgId);
      const [screening] = await screener.screen([text]);
      return wordsWith(visit, { tried: { text, screening: screening! } });
    },
    () => '/moderation/words',
  );

  pages.show('/moderation/channels', 'moderation.read', async ({ principal }, tx) => ({
    title: 'What do we watch over?',
    current: 'moderation',
    body: guardedChannelsPage({
      waiting: await waitingInModeration({ tx, principal }),
      channels: await listGuardedChannels(tx),
      workspaces: await listWorkspaces(tx),
      languages: await languagesOfChannels(tx),
      edits: can(principal.role, 'moderation.rules'),
    }),
  }));

  pages.act('/moderation/channels', 'moderation.rules', async ({ work, services, principal }, form) => {
    const strictness = oneOf(STRICTNESS, form.strictness);
    if (!strictness) throw new SafeNestError('invalid_input', 'Say how strictly: off, relaxed, normal or strict.');
    const channel = await work((w) =>
      guardChannel(w, {
        ...placeOf(form),
        channel: form.channel ?? '',
        strictness,
        ...(form.name ? { name: form.name } : {}),
      }),
    );
    services.messages?.forget(principal.orgId);
    const name = channel.name || channel.channel;
    return {
      to: '/moderation/channels',
      text:
        strictness === 'off'
          ? `${name} is left alone from now on.`
          : `${name} is guarded from now on (${STRICTNESS_WORD[strictness].toLowerCase()}).`,
    };
  });
}

/** The page of words after a form that stays on it. */
async function wordsWith(
  visit: Visit,
  result: Partial<Pick<WordsView, 'tried' | 'refused' | 'previewed'>>,
): Promise<Content> {
  const { principal, clock } = visit;
  const { terms, waiting, servers } = await visit.org(async (tx) => ({
    servers: await automodServers({ tx }),
    terms: await seeTerms({ tx, principal }),
    waiting: await waitingInModeration({ tx, principal }),
  }));
  const edits = can(principal.role, 'moderation.rules');
  return {
    title: 'Which words count?',
    current: 'moderation',
    body: wordsPage({ clock, waiting, terms, edits, servers, tried: null, refused: null, ...result }),
  };
}

function termOf({ kind: given, term = '', attribute, weight, note = '' }: Form) {
  const kind = oneOf(TERM_KINDS, given) ?? 'block';
  if (kind === 'allow') return { kind, term, note };
  return {
    kind: 'block',
    term,
    is_pattern: kind === 'pattern',
    attribute,
    note,
    ...(weight?.trim() ? { weight: Number(weight) / 100 } : {}),
  };
}

/** Where a channel is: as its row says, or as chosen in the form. */
function placeOf({ platform, workspace = '', place = '', platform_name = '' }: Form) {
  if (platform !== undefined) return { platform, workspace };
  if (place === OWN_PLATFORM) return { platform: platform_name.trim().toLowerCase(), workspace: '' };
  const slash = place.indexOf('/');
  return { platform: place.slice(0, Math.max(0, slash)), workspace: place.slice(slash + 1) };
}
