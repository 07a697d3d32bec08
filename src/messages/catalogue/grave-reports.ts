import { inEveryLanguage } from './catalogue.ts';

/** Why a report was made graver than others, said to whoever made it. */
export const graveReportWords = inEveryLanguage({
  en: {
    danger: 'I made it critical, since people may be in danger: call the emergency services or the guards first.',
    ransom:
      'I made it critical, since files held to ransom spread within minutes. Take the device off the network now, leave it on, and pay nothing.',
    data: 'I made it high, since other people’s data is in it. If that is wrong, say so with “add that …”.',
    place: 'I made it high because of the room it is about. If that is wrong, say so with “add that …”.',
  },
  de: {
    danger:
      'Ich habe ihn als kritisch eröffnet, weil Menschen in Gefahr sein können: Rufen Sie zuerst den Notruf oder die Wache.',
    ransom:
      'Ich habe ihn als kritisch eröffnet, weil sich Erpressungsprogramme in Minuten ausbreiten. Nehmen Sie das Gerät jetzt vom Netz, lassen Sie es an, und zahlen Sie nichts.',
    data: 'Ich habe ihn als hoch eröffnet, weil Daten anderer darin sind. Stimmt das nicht, sagen Sie es mit „ergänze, dass …“.',
    place: 'Ich habe ihn wegen des Raums als hoch eröffnet. Stimmt das nicht, sagen Sie es mit „ergänze, dass …“.',
  },
  fr: {
    danger:
      'Je l’ai mis en critique, car des personnes peuvent être en danger : appelez d’abord les secours ou les gardiens.',
    ransom:
      'Je l’ai mis en critique, car un rançongiciel se répand en quelques minutes. Débranchez l’appareil du réseau, laissez-le allumé et ne payez rien.',
    data: 'Je l’ai mis en élevé, car il s’agit de données d’autres personnes. Si c’est faux, dites-le avec « ajoute que … ».',
    place: 'Je l’ai mis en élevé à cause du local concerné. Si c’est faux, dites-le avec « ajoute que … ».',
  },
  es: {
    danger:
      'Lo he puesto como crítico, porque puede haber personas en peligro: llame primero a emergencias o a los guardias.',
    ransom:
      'Lo he puesto como crítico, porque un secuestro de archivos se extiende en minutos. Desconecte ya el aparato de la red, déjelo encendido y no pague nada.',
    data: 'Lo he puesto como alto, porque hay datos de otras personas. Si no es así, dígalo con «añade que …».',
    place: 'Lo he puesto como alto por el local de que se trata. Si no es así, dígalo con «añade que …».',
  },
});
