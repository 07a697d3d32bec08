import type { BindingPurpose } from '../../domain/channel.ts';
import { inEveryLanguage } from './catalogue.ts';
import { channelNewsWords } from './channel-news.ts';

interface Words {
  count: (n: number, purpose: BindingPurpose | null) => string;
  none: (purpose: BindingPurpose | null) => string;
  noSuch: (name: string) => string;
  line: (where: string, what: readonly string[]) => string;
  nothing: string;
  refused: string;
  more: (n: number) => string;
  how: string;
}

const named = (language: 'en' | 'de' | 'fr' | 'es', purpose: BindingPurpose): string =>
  channelNewsWords[language].purposes[purpose];

/** Which channels are told of what. */
export const toldChannelsWords = inEveryLanguage<Words>({
  en: {
    count: (n, purpose) =>
      `${n} ${n === 1 ? 'channel is' : 'channels are'} told of ${purpose ? named('en', purpose) : 'something'}.`,
    none: (purpose) => `No channel is told of ${purpose ? named('en', purpose) : 'anything'}.`,
    noSuch: (name) => `I know no channel “${name}”: nothing was ever said about one of that name.`,
    line: (where, what) => `• ${where}: ${what.join('; ')}`,
    nothing: 'told of nothing',
    refused: 'its platform refuses what is posted there',
    more: (n) => `And ${n} more.`,
    how: 'It is changed in the channel itself (“this channel gets alerts from high upward”, “no more reports here”), or on the page [Channels](/channels).',
  },
  de: {
    count: (n, purpose) =>
      `${n} ${n === 1 ? 'Kanal erfährt' : 'Kanäle erfahren'} von ${purpose ? named('de', purpose) : 'etwas'}.`,
    none: (purpose) => `Kein Kanal erfährt von ${purpose ? named('de', purpose) : 'etwas'}.`,
    noSuch: (name) => `Einen Kanal „${name}“ kenne ich nicht: Über einen dieses Namens wurde nie etwas gesagt.`,
    line: (where, what) => `• ${where}: ${what.join('; ')}`,
    nothing: 'erfährt von nichts',
    refused: 'die Plattform weist zurück, was dort gepostet wird',
    more: (n) => `Und ${n} weitere.`,
    how: 'Geändert wird es im Kanal selbst („dieser Kanal bekommt Alarme ab hoch“, „keine Berichte mehr hier“) oder auf der Seite [Channels](/channels).',
  },
  fr: {
    count: (n, purpose) =>
      `${n} ${n === 1 ? 'canal est informé' : 'canaux sont informés'} : ${purpose ? named('fr', purpose) : 'au moins d’une chose'}.`,
    none: (purpose) => `Aucun canal n’est informé${purpose ? ` : ${named('fr', purpose)}` : ' de quoi que ce soit'}.`,
    noSuch: (name) => `Je ne connais pas de canal « ${name} » : rien n’a jamais été dit d’un canal de ce nom.`,
    line: (where, what) => `• ${where} : ${what.join(' ; ')}`,
    nothing: 'informé de rien',
    refused: 'sa plateforme refuse ce qui y est publié',
    more: (n) => `Et ${n} de plus.`,
    how: 'Cela se change dans le canal lui-même (« ce canal reçoit les alertes à partir de haute », « plus de rapports ici ») ou sur la page [Channels](/channels).',
  },
  es: {
    count: (n, purpose) =>
      `${n} ${n === 1 ? 'canal recibe' : 'canales reciben'} ${purpose ? named('es', purpose) : 'algo'}.`,
    none: (purpose) => `Ningún canal recibe ${purpose ? named('es', purpose) : 'nada'}.`,
    noSuch: (name) => `No conozco ningún canal «${name}»: nunca se ha dicho nada de uno con ese nombre.`,
    line: (where, what) => `• ${where}: ${what.join('; ')}`,
    nothing: 'no recibe nada',
    refused: 'su plataforma rechaza lo que se publica allí',
    more: (n) => `Y ${n} más.`,
    how: 'Se cambia en el propio canal («este canal recibe alertas a partir de alta», «no más informes aquí») o en la página [Channels](/channels).',
  },
});
