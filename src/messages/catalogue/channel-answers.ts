import type { AnswersWhen, ChannelAnswers } from '../../domain/channel-answers.ts';
import { inEveryLanguage } from './catalogue.ts';

interface ChannelAnswersWords {
  when: Record<AnswersWhen, string>;
  alone: string;
  bots: string;
  /** Beside the setting on Teams, which tells an app of what was not said to it with a consent alone. */
  teamsConsent: string;
  /** To whoever mentions it where it answers nobody. */
  silent: string;
  /** How it is said. */
  how: string;
}

/** What is said about how the desk answers in a channel. */
export const channelAnswersWords = inEveryLanguage<ChannelAnswersWords>({
  en: {
    when: {
      mentioned: 'I answer here when somebody mentions me, and go on with it in that thread.',
      questions:
        'I answer every question here that I can answer, also where nobody mentions me. What I cannot answer, and what people say to each other, I leave alone.',
      never: 'I answer no questions here. Buttons and /safenest still work, and I can be asked alone.',
    },
    alone: 'Answers go to whoever asked, alone.',
    bots: 'Other bots that mention me are answered too, at most 5 times in 10 minutes, as the member they are linked to.',
    teamsConsent:
      'In Teams I hear what is said without a mention only where the team’s owner has agreed to it (the permission ChannelMessage.Read.Group of the app package); else only mentions reach me.',
    silent: 'An admin has set that I answer no questions in this channel. Ask me alone instead.',
    how: 'Say “answer every question in this channel”, “only answer here when mentioned”, “never answer here”, “answer privately here”, “answer in the thread here” or “answer bots here”.',
  },
  de: {
    when: {
      mentioned: 'Ich antworte hier, wenn mich jemand erwähnt, und mache in diesem Thread weiter.',
      questions:
        'Ich beantworte hier jede Frage, die ich beantworten kann, auch ohne Erwähnung. Was ich nicht beantworten kann und was Leute einander sagen, lasse ich stehen.',
      never: 'Ich beantworte hier keine Fragen. Knöpfe und /safenest gehen weiterhin, und allein kann man mich fragen.',
    },
    alone: 'Antworten gehen allein an die Person, die gefragt hat.',
    bots: 'Andere Bots, die mich erwähnen, bekommen auch Antwort, höchstens 5-mal in 10 Minuten, als das Mitglied, mit dem sie verknüpft sind.',
    teamsConsent:
      'In Teams höre ich ohne Erwähnung nur, wo der Besitzer des Teams zugestimmt hat (die Berechtigung ChannelMessage.Read.Group des App-Pakets); sonst erreichen mich nur Erwähnungen.',
    silent:
      'Ein Admin hat festgelegt, dass ich in diesem Kanal keine Fragen beantworte. Fragen Sie mich stattdessen allein.',
    how: 'Sagen Sie „beantworte jede Frage in diesem Kanal“, „antworte hier nur, wenn du erwähnt wirst“, „antworte hier nie“, „antworte hier privat“, „antworte hier im Thread“ oder „antworte hier auch Bots“.',
  },
  fr: {
    when: {
      mentioned: 'Je réponds ici quand quelqu’un me mentionne, et je continue dans ce fil.',
      questions:
        'Je réponds ici à chaque question à laquelle je peux répondre, même sans mention. Ce à quoi je ne peux pas répondre, et ce que les gens se disent, je le laisse.',
      never:
        'Je ne réponds à aucune question ici. Les boutons et /safenest fonctionnent toujours, et on peut m’interroger seul.',
    },
    alone: 'Les réponses vont à la seule personne qui a demandé.',
    bots: 'Les autres robots qui me mentionnent reçoivent aussi une réponse, 5 fois en 10 minutes au plus, comme le membre auquel ils sont liés.',
    teamsConsent:
      'Dans Teams, je n’entends ce qui est dit sans mention que si le propriétaire de l’équipe l’a accepté (l’autorisation ChannelMessage.Read.Group du paquet de l’application) ; sinon seules les mentions m’arrivent.',
    silent: 'Un administrateur a réglé que je ne réponds à aucune question dans ce canal. Interrogez-moi seul.',
    how: 'Dites « réponds à chaque question dans ce canal », « réponds ici seulement quand on te mentionne », « ne réponds jamais ici », « réponds ici en privé », « réponds ici dans le fil » ou « réponds ici aux robots ».',
  },
  es: {
    when: {
      mentioned: 'Respondo aquí cuando alguien me menciona, y sigo en ese hilo.',
      questions:
        'Respondo aquí a cada pregunta a la que sé responder, también sin mención. Lo que no sé responder, y lo que la gente se dice, lo dejo.',
      never: 'Aquí no respondo preguntas. Los botones y /safenest siguen funcionando, y se me puede preguntar a solas.',
    },
    alone: 'Las respuestas van solo a quien preguntó.',
    bots: 'A otros bots que me mencionan también les respondo, como mucho 5 veces en 10 minutos, como el miembro al que están vinculados.',
    teamsConsent:
      'En Teams solo oigo lo que se dice sin mención donde el propietario del equipo lo ha aceptado (el permiso ChannelMessage.Read.Group del paquete de la aplicación); si no, solo me llegan las menciones.',
    silent: 'Un administrador ha dispuesto que en este canal no responda preguntas. Pregúnteme a solas.',
    how: 'Diga «responde a cada pregunta en este canal», «responde aquí solo cuando te mencionan», «no respondas nunca aquí», «responde aquí en privado», «responde aquí en el hilo» o «responde aquí a los bots».',
  },
});

/** How the desk answers in a channel, in a few sentences. */
export function answersText(
  answers: ChannelAnswers,
  platform: string,
  language: keyof typeof channelAnswersWords,
): string {
  const words = channelAnswersWords[language];
  return [
    words.when[answers.when],
    ...(answers.when === 'questions' && platform === 'teams' ? [words.teamsConsent] : []),
    ...(answers.alone && answers.when !== 'never' ? [words.alone] : []),
    ...(answers.bots && answers.when !== 'never' ? [words.bots] : []),
  ].join(' ');
}
