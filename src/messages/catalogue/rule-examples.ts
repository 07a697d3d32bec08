import { inEveryLanguage } from './catalogue.ts';

interface RuleExampleWords {
  /** The button of a rule's card, and of a proposal to change one. */
  add: string;
  label: string;
  /** How many there are, and how many of them fail as the rule is. */
  count: (kept: number, failing: number) => string;
  form: {
    title: (rule: string) => string;
    alert: string;
    from: string;
    expects: string;
    fires: string;
    silent: string;
    send: string;
  };
  /** What became of it: whether the rule does so now. */
  kept: (from: string, rule: string, fires: boolean, holds: boolean | null) => string;
}

/** What a rule must notice or leave alone, kept from alerts. */
export const ruleExampleWords = inEveryLanguage<RuleExampleWords>({
  en: {
    add: 'Add an example…',
    label: 'Examples',
    count: (kept, failing) =>
      kept === 0
        ? 'none'
        : failing === 0
          ? `${kept}, all hold`
          : `${kept}, ${failing} ${failing === 1 ? 'fails' : 'fail'}`,
    form: {
      title: (rule) => `Add an example to ${rule}`,
      alert: 'Alert',
      from: 'Alert or login, such as ALR-5 or LOG-7QK3M9',
      expects: 'What the rule must do with it',
      fires: 'It must keep firing',
      silent: 'It must not fire',
      send: 'Keep',
    },
    kept: (from, rule, fires, holds) =>
      `Kept ${from} as an example: ${rule} must ${fires ? 'keep firing' : 'not fire'}. ${
        holds
          ? 'It does so now; a change that breaks it is refused.'
          : holds === null
            ? 'Whether it does cannot be tried here.'
            : 'It does not do so yet: change the rule until it does.'
      }`,
  },
  de: {
    add: 'Beispiel hinzufügen…',
    label: 'Beispiele',
    count: (kept, failing) =>
      kept === 0
        ? 'keine'
        : failing === 0
          ? `${kept}, alle gelten`
          : `${kept}, ${failing} ${failing === 1 ? 'schlägt' : 'schlagen'} fehl`,
    form: {
      title: (rule) => `Beispiel für ${rule}`,
      alert: 'Alarm',
      from: 'Alarm oder Anmeldung, etwa ALR-5 oder LOG-7QK3M9',
      expects: 'Was die Regel damit tun muss',
      fires: 'Sie muss weiter auslösen',
      silent: 'Sie darf nicht auslösen',
      send: 'Behalten',
    },
    kept: (from, rule, fires, holds) =>
      `${from} ist jetzt ein Beispiel: ${rule} ${fires ? 'muss weiter auslösen' : 'darf nicht auslösen'}. ${
        holds
          ? 'So ist es jetzt; eine Änderung, die das bricht, wird abgelehnt.'
          : holds === null
            ? 'Ob es so ist, lässt sich hier nicht prüfen.'
            : 'Noch ist es nicht so: Ändern Sie die Regel, bis es gilt.'
      }`,
  },
  fr: {
    add: 'Ajouter un exemple…',
    label: 'Exemples',
    count: (kept, failing) =>
      kept === 0 ? 'aucun' : failing === 0 ? `${kept}, tous respectés` : `${kept}, dont ${failing} en échec`,
    form: {
      title: (rule) => `Ajouter un exemple à ${rule}`,
      alert: 'Alerte',
      from: 'Alerte ou connexion, comme ALR-5 ou LOG-7QK3M9',
      expects: 'Ce que la règle doit en faire',
      fires: 'Elle doit continuer à se déclencher',
      silent: 'Elle ne doit pas se déclencher',
      send: 'Garder',
    },
    kept: (from, rule, fires, holds) =>
      `${from} est gardé comme exemple : ${rule} ${fires ? 'doit continuer à se déclencher' : 'ne doit pas se déclencher'}. ${
        holds
          ? 'C’est le cas ; un changement qui le casse est refusé.'
          : holds === null
            ? 'On ne peut pas le vérifier ici.'
            : 'Ce n’est pas encore le cas : changez la règle jusque-là.'
      }`,
  },
  es: {
    add: 'Añadir un ejemplo…',
    label: 'Ejemplos',
    count: (kept, failing) =>
      kept === 0
        ? 'ninguno'
        : failing === 0
          ? `${kept}, todos se cumplen`
          : `${kept}, ${failing === 1 ? 'falla' : 'fallan'} ${failing}`,
    form: {
      title: (rule) => `Añadir un ejemplo a ${rule}`,
      alert: 'Alerta',
      from: 'Alerta o inicio de sesión, como ALR-5 o LOG-7QK3M9',
      expects: 'Qué debe hacer la regla',
      fires: 'Debe seguir saltando',
      silent: 'No debe saltar',
      send: 'Guardar',
    },
    kept: (from, rule, fires, holds) =>
      `${from} queda como ejemplo: ${rule} ${fires ? 'debe seguir saltando' : 'no debe saltar'}. ${
        holds
          ? 'Ahora es así; un cambio que lo rompa se rechaza.'
          : holds === null
            ? 'Aquí no se puede comprobar.'
            : 'Aún no es así: cambie la regla hasta que lo sea.'
      }`,
  },
});
