import type { BindingPurpose } from '../../domain/channel.ts';
import type { Language } from '../../domain/language.ts';
import type { Role } from '../../domain/role.ts';
import { inEveryLanguage } from './catalogue.ts';

interface ChannelNewsWords {
  here: (purposes: readonly string[]) => string;
  nothingHere: string;
  readers: (role: Role | null) => string;
  bound: (what: string) => string;
  /** Of what a channel is bound to but not told yet. */
  unbound: (purpose: BindingPurpose) => string;
  wasNot: (purpose: BindingPurpose) => string;
  how: string;
  direct: string;
  purposes: Record<BindingPurpose, string>;
  from: (severity: string) => string;
  quiet: (from: string, to: string, zone: string | null) => string;
}

const PURPOSES: Record<Language, Record<BindingPurpose, string>> = {
  en: { alerts: 'alerts', moderation: 'moderation cases', approvals: 'proposals', reports: 'reports' },
  de: { alerts: 'Alarme', moderation: 'Moderationsfälle', approvals: 'Vorschläge', reports: 'Berichte' },
  fr: { alerts: 'alertes', moderation: 'cas de modération', approvals: 'propositions', reports: 'rapports' },
  es: { alerts: 'alertas', moderation: 'casos de moderación', approvals: 'propuestas', reports: 'informes' },
};

/** What a channel is told of, as it is said and changed in the channel itself. */
export const channelNewsWords = inEveryLanguage<ChannelNewsWords>({
  en: {
    here: (purposes) => `This channel is told of ${purposes.join('; ')}.`,
    nothingHere: 'This channel is told of nothing by itself.',
    readers: (role) =>
      role
        ? `Everybody who reads here is taken to be at least: ${role}.`
        : 'Nobody has said who reads here, so what not everybody may see is answered privately.',
    bound: (what) => `Done: this channel is told of ${what}.`,
    unbound: (purpose) => `Done: this channel is no longer told of ${PURPOSES.en[purpose]}.`,
    wasNot: (purpose) => `This channel was not told of ${PURPOSES.en[purpose]}.`,
    how: 'Say for example “this channel gets alerts from high upward”, “… quiet from 22:00 to 07:00 in Europe/Berlin”, “this channel gets proposals”, “… is read by officers”, or “no more alerts here”.',
    direct: 'This is a conversation between us two; say that in the channel it is meant for.',
    purposes: PURPOSES.en,
    from: (severity) => `from ${severity} upward`,
    quiet: (from, to, zone) => `quiet from ${from} to ${to}${zone ? ` (${zone})` : ''} unless something is critical`,
  },
  de: {
    here: (purposes) => `Dieser Kanal erfährt von: ${purposes.join('; ')}.`,
    nothingHere: 'Dieser Kanal erfährt von selbst nichts.',
    readers: (role) =>
      role
        ? `Angenommen wird, dass alle, die hier lesen, mindestens diese Rolle haben: ${role}.`
        : 'Niemand hat gesagt, wer hier liest; was nicht alle sehen dürfen, beantworte ich deshalb privat.',
    bound: (what) => `Erledigt: Dieser Kanal erfährt von: ${what}.`,
    unbound: (purpose) => `Erledigt: Dieser Kanal erfährt nicht mehr von: ${PURPOSES.de[purpose]}.`,
    wasNot: (purpose) => `Dieser Kanal hat nicht erfahren von: ${PURPOSES.de[purpose]}.`,
    how: 'Sagen Sie zum Beispiel „dieser Kanal bekommt Alarme ab hoch“, „… ruhig von 22:00 bis 07:00 in Europe/Berlin“, „dieser Kanal bekommt Vorschläge“, „… wird von officer gelesen“ oder „keine Alarme mehr hier“.',
    direct: 'Das ist ein Gespräch zwischen uns beiden; sagen Sie das in dem Kanal, um den es geht.',
    purposes: PURPOSES.de,
    from: (severity) => `ab ${severity}`,
    quiet: (from, to, zone) => `ruhig von ${from} bis ${to}${zone ? ` (${zone})` : ''}, außer bei Kritischem`,
  },
  fr: {
    here: (purposes) => `Ce canal est informé de : ${purposes.join(' ; ')}.`,
    nothingHere: 'Ce canal n’est informé de rien de lui-même.',
    readers: (role) =>
      role
        ? `Tous ceux qui lisent ici sont réputés avoir au moins ce rôle : ${role}.`
        : 'Personne n’a dit qui lit ici ; ce que tous ne peuvent pas voir reçoit donc une réponse privée.',
    bound: (what) => `C’est fait : ce canal est informé de : ${what}.`,
    unbound: (purpose) => `C’est fait : ce canal n’est plus informé de : ${PURPOSES.fr[purpose]}.`,
    wasNot: (purpose) => `Ce canal n’était pas informé de : ${PURPOSES.fr[purpose]}.`,
    how: 'Dites par exemple « ce canal reçoit les alertes à partir de haute », « … silence de 22:00 à 07:00, fuseau horaire Europe/Paris », « ce canal reçoit les propositions », « … est lu par officer » ou « plus d’alertes ici ».',
    direct: 'C’est une conversation entre nous deux ; dites-le dans le canal concerné.',
    purposes: PURPOSES.fr,
    from: (severity) => `à partir de ${severity}`,
    quiet: (from, to, zone) => `silence de ${from} à ${to}${zone ? ` (${zone})` : ''} sauf si c’est critique`,
  },
  es: {
    here: (purposes) => `A este canal se le informa de: ${purposes.join('; ')}.`,
    nothingHere: 'A este canal no se le informa de nada por sí solo.',
    readers: (role) =>
      role
        ? `Se supone que todos los que leen aquí tienen al menos este rol: ${role}.`
        : 'Nadie ha dicho quién lee aquí; lo que no todos pueden ver se responde en privado.',
    bound: (what) => `Hecho: a este canal se le informa de: ${what}.`,
    unbound: (purpose) => `Hecho: a este canal ya no se le informa de: ${PURPOSES.es[purpose]}.`,
    wasNot: (purpose) => `A este canal no se le informaba de: ${PURPOSES.es[purpose]}.`,
    how: 'Diga por ejemplo «este canal recibe alertas desde alta», «… silencio de 22:00 a 07:00, zona horaria Europe/Madrid», «este canal recibe propuestas», «… lo leen officer» o «no más alertas aquí».',
    direct: 'Esta es una conversación entre nosotros dos; dígalo en el canal al que se refiere.',
    purposes: PURPOSES.es,
    from: (severity) => `desde ${severity}`,
    quiet: (from, to, zone) => `silencio de ${from} a ${to}${zone ? ` (${zone})` : ''} salvo si es crítico`,
  },
});
