import type { Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';
import { numberText, terms } from './terms.ts';

interface DeliveryWords {
  /** A mail's subject for several pieces of news. */
  many: (count: number, minutes: number, worst: Severity | null) => string;
  /** Before the title of one. */
  tag: (severity: Severity) => string;
  test: { title: string; text: (by: string) => string };
}

/** What goes beside the chat: e-mail, webhooks, MQTT. */
export const deliveryWords = inEveryLanguage<DeliveryWords>({
  en: {
    many: (count, minutes, worst) =>
      `${numberText(count, 'en')} messages in ${numberText(minutes, 'en')} min${worst ? `, the worst ${worst}` : ''}`,
    tag: (severity) => `${severity}: `,
    test: {
      title: 'A test of SafeNest',
      text: (by) => `This is a test of SafeNest, sent by ${by}. What you are told will look like this.`,
    },
  },
  de: {
    many: (count, minutes, worst) =>
      `${numberText(count, 'de')} Meldungen in ${numberText(minutes, 'de')} min${worst ? `, die schlimmste: ${terms.de.severity[worst]}` : ''}`,
    tag: (severity) => `${terms.de.severity[severity]}: `,
    test: {
      title: 'Ein Test von SafeNest',
      text: (by) => `Das ist ein Test von SafeNest, gesendet von ${by}. So sieht aus, was hier gemeldet wird.`,
    },
  },
  fr: {
    many: (count, minutes, worst) =>
      `${numberText(count, 'fr')} messages en ${numberText(minutes, 'fr')} min${worst ? `, le pire : ${terms.fr.severity[worst]}` : ''}`,
    tag: (severity) => `${terms.fr.severity[severity]} : `,
    test: {
      title: 'Un test de SafeNest',
      text: (by) => `Ceci est un test de SafeNest, envoyé par ${by}. Ce qui sera signalé ici y ressemblera.`,
    },
  },
  es: {
    many: (count, minutes, worst) =>
      `${numberText(count, 'es')} mensajes en ${numberText(minutes, 'es')} min${worst ? `, el peor: ${terms.es.severity[worst]}` : ''}`,
    tag: (severity) => `${terms.es.severity[severity]}: `,
    test: {
      title: 'Una prueba de SafeNest',
      text: (by) => `Esto es una prueba de SafeNest, enviada por ${by}. Así será lo que se avise aquí.`,
    },
  },
});
