import type { LoginNetwork, NetworkKind } from '../../domain/event.ts';
import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import { inEveryLanguage } from './catalogue.ts';

interface NetworkWords {
  /** Several of them. */
  kinds: Record<NetworkKind, string>;
  over: Record<NetworkKind, string>;
}

const networkWords = inEveryLanguage<NetworkWords>({
  en: {
    kinds: {
      vpn: 'VPNs',
      relay: 'relays like Apple Private Relay',
      satellite: 'satellites and planes',
      hosting: 'data centres',
      proxy: 'Tor and open proxies',
    },
    over: {
      vpn: 'over a VPN',
      relay: 'over a relay like Apple Private Relay',
      satellite: 'over a satellite or from a plane',
      hosting: 'from a data centre',
      proxy: 'over Tor or an open proxy',
    },
  },
  de: {
    kinds: {
      vpn: 'VPNs',
      relay: 'Relays wie Apple Privat-Relay',
      satellite: 'Satelliten und Flugzeuge',
      hosting: 'Rechenzentren',
      proxy: 'Tor und offene Proxys',
    },
    over: {
      vpn: 'über ein VPN',
      relay: 'über ein Relay wie Apple Privat-Relay',
      satellite: 'über Satellit oder aus einem Flugzeug',
      hosting: 'aus einem Rechenzentrum',
      proxy: 'über Tor oder einen offenen Proxy',
    },
  },
  fr: {
    kinds: {
      vpn: 'VPN',
      relay: 'relais comme le Relais privé d’Apple',
      satellite: 'satellites et avions',
      hosting: 'centres de données',
      proxy: 'Tor et proxys ouverts',
    },
    over: {
      vpn: 'par un VPN',
      relay: 'par un relais comme le Relais privé d’Apple',
      satellite: 'par satellite ou depuis un avion',
      hosting: 'depuis un centre de données',
      proxy: 'par Tor ou un proxy ouvert',
    },
  },
  es: {
    kinds: {
      vpn: 'VPN',
      relay: 'retransmisores como Relay privado de Apple',
      satellite: 'satélites y aviones',
      hosting: 'centros de datos',
      proxy: 'Tor y proxies abiertos',
    },
    over: {
      vpn: 'por una VPN',
      relay: 'por un retransmisor como Relay privado de Apple',
      satellite: 'por satélite o desde un avión',
      hosting: 'desde un centro de datos',
      proxy: 'por Tor o un proxy abierto',
    },
  },
});

export const networkKindText = (kind: NetworkKind, language: Language): string => networkWords[language].kinds[kind];

/** `over a VPN (AS9009 M247 Europe)`, `AS3320 Deutsche Telekom`; null where nothing is known. */
export function networkText(network: LoginNetwork | null | undefined, language: Language): string | null {
  if (!network) return null;
  const { asn, owner, kind } = network;
  const name = [asn === null ? null : `AS${asn}`, owner === null ? null : oneLine(owner, 60)]
    .filter((part) => part !== null)
    .join(' ');
  if (kind === null) return name || null;
  const over = networkWords[language].over[kind];
  return name === '' ? over : `${over} (${name})`;
}
