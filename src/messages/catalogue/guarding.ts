import type { Strictness } from '../../domain/moderation.ts';
import { inEveryLanguage } from './catalogue.ts';

/** What is said when somebody has had a channel guarded, by how strictly. */
export const guardWords = inEveryLanguage<Record<Strictness, string>>({
  en: {
    off: 'Messages of this channel are not screened any more.',
    relaxed: 'Messages of this channel are screened from now on, with much patience. Tell people here that they are.',
    normal: 'Messages of this channel are screened from now on. Tell people here that they are.',
    strict: 'Messages of this channel are screened from now on, strictly. Tell people here that they are.',
  },
  de: {
    off: 'Nachrichten dieses Kanals werden nicht mehr geprüft.',
    relaxed: 'Nachrichten dieses Kanals werden ab jetzt geprüft, mit viel Geduld. Sagen Sie das den Leuten hier.',
    normal: 'Nachrichten dieses Kanals werden ab jetzt geprüft. Sagen Sie das den Leuten hier.',
    strict: 'Nachrichten dieses Kanals werden ab jetzt streng geprüft. Sagen Sie das den Leuten hier.',
  },
  fr: {
    off: 'Les messages de ce canal ne sont plus examinés.',
    relaxed: 'Les messages de ce canal sont désormais examinés, avec beaucoup de patience. Dites-le aux gens ici.',
    normal: 'Les messages de ce canal sont désormais examinés. Dites-le aux gens ici.',
    strict: 'Les messages de ce canal sont désormais examinés, strictement. Dites-le aux gens ici.',
  },
  es: {
    off: 'Los mensajes de este canal ya no se examinan.',
    relaxed: 'Los mensajes de este canal se examinan desde ahora, con mucha paciencia. Dígaselo a la gente aquí.',
    normal: 'Los mensajes de este canal se examinan desde ahora. Dígaselo a la gente aquí.',
    strict: 'Los mensajes de este canal se examinan desde ahora, con rigor. Dígaselo a la gente aquí.',
  },
});
