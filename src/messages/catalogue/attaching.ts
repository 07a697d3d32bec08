import type { SharedBy } from '../../domain/joinable-incident.ts';
import { inEveryLanguage } from './catalogue.ts';

interface AttachingWords {
  /** Buttons of an alert's card. */
  attach: string;
  detach: (incident: string) => string;
  form: {
    title: (ref: string) => string;
    incident: string;
    /** Behind an incident that has something in common with the alert. */
    same: Record<SharedBy, string>;
    send: string;
  };
}

/** Adding an alert to an incident that is there already, and taking it off again. */
export const attachingWords = inEveryLanguage<AttachingWords>({
  en: {
    attach: 'Add to an incident…',
    detach: (incident) => `Take it off ${incident}`,
    form: {
      title: (ref) => `Add ${ref} to an incident`,
      incident: 'Incident',
      same: { account: 'same account', address: 'same address', camera: 'same camera', person: 'same person' },
      send: 'Add',
    },
  },
  de: {
    attach: 'Zu einem Vorfall…',
    detach: (incident) => `Aus ${incident} nehmen`,
    form: {
      title: (ref) => `${ref} zu einem Vorfall hinzufügen`,
      incident: 'Vorfall',
      same: {
        account: 'gleiches Konto',
        address: 'gleiche Adresse',
        camera: 'gleiche Kamera',
        person: 'gleiche Person',
      },
      send: 'Hinzufügen',
    },
  },
  fr: {
    attach: 'Ajouter à un incident…',
    detach: (incident) => `Retirer de ${incident}`,
    form: {
      title: (ref) => `Ajouter ${ref} à un incident`,
      incident: 'Incident',
      same: { account: 'même compte', address: 'même adresse', camera: 'même caméra', person: 'même personne' },
      send: 'Ajouter',
    },
  },
  es: {
    attach: 'Añadir a un incidente…',
    detach: (incident) => `Quitar de ${incident}`,
    form: {
      title: (ref) => `Añadir ${ref} a un incidente`,
      incident: 'Incidente',
      same: {
        account: 'misma cuenta',
        address: 'misma dirección',
        camera: 'misma cámara',
        person: 'misma persona',
      },
      send: 'Añadir',
    },
  },
});
