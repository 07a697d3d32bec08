import { inEveryLanguage } from './catalogue.ts';

/** What a figure that was told means, and what it can be held against. */
export const figureWords = inEveryLanguage({
  en: {
    median:
      'The median is the middle one: half of the alerts were answered faster than that, half slower. One alert that lay for days does not change it, as it would an average. It is counted from when an alert is raised until somebody acknowledges or settles it.',
    falseAlarms:
      'The share of false alarms is of the alerts that somebody judged: resolved, or called a false alarm. Those that are open or acknowledged do not count yet.',
    failedShare: 'The share that failed is of all logins of the period, those of attackers included.',
    onlyBefore:
      'Whether that is a lot can only be held against your own time before: nothing is known here of other organisations.',
  },
  de: {
    median:
      'Der Median ist der mittlere Wert: Die Hälfte der Alarme wurde schneller beantwortet, die Hälfte langsamer. Ein Alarm, der tagelang lag, ändert ihn nicht, anders als einen Durchschnitt. Gezählt wird vom Auslösen eines Alarms, bis ihn jemand bestätigt oder erledigt.',
    falseAlarms:
      'Der Anteil der Fehlalarme bezieht sich auf Alarme, die jemand beurteilt hat: erledigt oder Fehlalarm genannt. Offene und bestätigte zählen noch nicht.',
    failedShare:
      'Der Anteil der fehlgeschlagenen bezieht sich auf alle Anmeldungen des Zeitraums, die von Angreifern eingeschlossen.',
    onlyBefore:
      'Ob das viel ist, lässt sich nur an Ihrer eigenen Zeit davor messen: Von anderen Organisationen ist hier nichts bekannt.',
  },
  fr: {
    median:
      'La médiane est la valeur du milieu : la moitié des alertes ont eu une réponse plus vite, l’autre moitié moins vite. Une alerte restée des jours ne la change pas, contrairement à une moyenne. On compte du lever de l’alerte jusqu’à ce que quelqu’un en prenne acte ou la règle.',
    falseAlarms:
      'La part de fausses alertes porte sur les alertes que quelqu’un a jugées : réglées ou dites fausses. Celles qui sont ouvertes ou dont on a pris acte ne comptent pas encore.',
    failedShare: 'La part d’échecs porte sur toutes les connexions de la période, celles des attaquants comprises.',
    onlyBefore:
      'Si c’est beaucoup ne se mesure qu’à votre propre période d’avant : rien n’est connu ici d’autres organisations.',
  },
  es: {
    median:
      'La mediana es el valor del medio: la mitad de las alertas se atendió más rápido, la otra mitad más despacio. Una alerta que quedó días no la cambia, como sí haría con una media. Se cuenta desde que se da la alerta hasta que alguien la confirma o la resuelve.',
    falseAlarms:
      'La parte de falsas alarmas es de las alertas que alguien juzgó: resueltas o llamadas falsas. Las abiertas o confirmadas aún no cuentan.',
    failedShare: 'La parte de fallidos es de todos los inicios de sesión del período, incluidos los de atacantes.',
    onlyBefore:
      'Si es mucho solo se puede medir con su propio período anterior: aquí no se sabe nada de otras organizaciones.',
  },
});
