import { seeModelPictures, setModelPictures } from '../../../pipeline/cameras/model-pictures.ts';
import { modelPicturesPage } from '../pages/model-pictures.ts';
import type { Pages } from '../visit.ts';

const HERE = '/model-pictures';

/** Whether a language model may look at pictures. */
export function modelPicturesRoutes(pages: Pages): void {
  pages.show(HERE, 'rules.write', async ({ clock, services }, tx) => ({
    title: 'May the language model look at pictures?',
    current: 'cameras',
    body: modelPicturesPage({ clock, allowed: await seeModelPictures(tx), model: services.modelName ?? 'offline' }),
  }));

  pages.act(
    HERE,
    'rules.write',
    async ({ work }, form) => {
      const allowed = await work((w) =>
        setModelPictures(w, { allowed: form.allowed === 'yes', agreed: form.agreed === 'yes' }),
      );
      return {
        to: HERE,
        text: allowed ? 'It may look at pictures of events that end from now on.' : 'No picture is sent any more.',
      };
    },
    () => HERE,
  );
}
