import { listChannels } from '../../../pipeline/chat-channels.ts';
import { keepStandardAnswer, listStandardAnswers, removeStandardAnswer } from '../../../pipeline/standard-answers.ts';
import { standardAnswersPage } from '../pages/standard-answers.ts';
import type { Form, Pages } from '../visit.ts';

const path = '/standard-answers';
const back = (): string => path;

/** The organisation's own answers to questions that come again and again. */
export function standardAnswerRoutes(pages: Pages): void {
  pages.show(path, 'chat.write', async ({ clock }, tx) => ({
    title: 'What do we answer ourselves?',
    current: 'connections',
    body: standardAnswersPage({ clock, answers: await listStandardAnswers(tx), channels: await listChannels(tx) }),
  }));

  pages.act(
    path,
    'chat.write',
    async ({ work }, form) => {
      await work((w) => keepStandardAnswer(w, answerOf(form)));
      return { to: path, text: 'It is answered from now on.' };
    },
    back,
  );

  pages.act(
    `${path}/:id`,
    'chat.write',
    async ({ work, request }, form) => {
      await work((w) => keepStandardAnswer(w, answerOf(form), String(request.params.id)));
      return { to: path, text: 'Saved.' };
    },
    back,
  );

  pages.act(
    `${path}/:id/remove`,
    'chat.write',
    async ({ work, request }) => {
      await work((w) => removeStandardAnswer(w, String(request.params.id)));
      return { to: path, text: 'It is not given any more.' };
    },
    back,
  );
}

const answerOf = (form: Form) => ({
  phrases: (form.phrases ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== ''),
  answer: (form.answer ?? '').replaceAll('\r\n', '\n'),
  channel: form.channel || null,
});
