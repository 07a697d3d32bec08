import { RECOGNITION_SETTINGS, type RecognitionSettings } from '../../../domain/recognition-settings.ts';
import { can } from '../../../domain/role.ts';
import { SafeNestError } from '../../../errors.ts';
import {
  recognitionSettingsSchema,
  seeRecognitionSettings,
  setRecognitionSettings,
  tryRecognitionSettings,
} from '../../../pipeline/recognition/recognition-settings.ts';
import { recognitionSettingsPage } from '../pages/recognition-settings.ts';
import { type Form, type Pages, queryText } from '../visit.ts';

const HERE = '/people/recognition';

/** How sure recognition is; to be registered before the pages of people, whose addresses it looks like. */
export function recognitionSettingsPages(pages: Pages): void {
  pages.show(HERE, 'people.read', async ({ principal, clock, request, services }, tx) => {
    const work = { tx, principal, now: clock.now };
    const seen = await seeRecognitionSettings(work);
    const asked = numbersIn((name) => queryText(request, name, 20));
    // what is out of range is not tried; saving says what is wrong with it
    const read = recognitionSettingsSchema.safeParse({ ...seen.settings, ...asked });
    const wanted = read.success ? read.data : seen.settings;
    const embedder = services.cameras?.vision.embedder ?? null;
    return {
      title: 'How sure should recognition be?',
      current: 'people',
      body: recognitionSettingsPage({
        ...seen,
        clock,
        wanted,
        embedder,
        tried: embedder && (await tryRecognitionSettings(work, wanted, embedder)),
        mayChange: can(principal.role, 'rules.write'),
      }),
    };
  });

  pages.act(HERE, 'rules.write', async ({ work }, form: Form) => {
    await work((w) =>
      setRecognitionSettings(
        w,
        numbersIn((name) => form[name] ?? ''),
      ),
    );
    return { to: HERE, text: 'Saved. It holds for faces seen from now on.' };
  });

  pages.act(
    `${HERE}/back`,
    'rules.write',
    async ({ work }) => {
      await work(async (w) => {
        const { previous } = await seeRecognitionSettings(w);
        if (!previous) throw new SafeNestError('conflict', 'Nothing was changed so far.');
        await setRecognitionSettings(w, previous);
      });
      return { to: HERE, text: 'What held before holds again.' };
    },
    () => HERE,
  );
}

/** The settings that a form or an address names; empty fields are left out, and what is no number is refused later. */
function numbersIn(text: (name: string) => string): Partial<RecognitionSettings> {
  return Object.fromEntries(
    RECOGNITION_SETTINGS.flatMap((name) => {
      const typed = text(name).trim().replace(',', '.');
      return typed === '' ? [] : [[name, Number(typed)]];
    }),
  );
}
