import type { LoginNetwork, NetworkKind } from '../domain/event.ts';

/**
 * Networks that are no place to be, by the number of their autonomous system; of each what it is, and where that is said. Short on purpose: a
 * database of anonymous addresses knows more of VPNs and data centres.
 */
const KNOWN: Readonly<Record<number, NetworkKind>> = {
  // Apple's Private Relay leaves by Akamai, Cloudflare (with it their WARP) and Fastly: Sattler, Aulbach, Zirngibl, Carle, “Towards a Tectonic
  // Traffic Shift? Investigating Apple's New Relay Network” (IMC 2022), https://blog.apnic.net/2023/01/25/an-investigation-into-apples-new-relay-network/
  36183: 'relay', // Akamai
  13335: 'relay', // Cloudflare
  54113: 'relay', // Fastly
  // Gateways of companies, which all of an office leaves by, wherever it is: https://config.zscaler.com
  22616: 'vpn', // Zscaler, Americas
  53813: 'vpn', // Zscaler, Asia and Pacific
  62044: 'vpn', // Zscaler, Europe, Middle East and Africa
  39351: 'vpn', // 31173 Services, which Mullvad's servers are in
  // From orbit, and in planes and on ships: as their operators are registered (ARIN, RIPE)
  14593: 'satellite', // SpaceX Starlink, https://geoip.starlinkisp.net
  7155: 'satellite', // Viasat
  40306: 'satellite', // Viasat
  31515: 'satellite', // Inmarsat
  64294: 'satellite', // Panasonic Avionics, in planes
  // Data centres, by the same registries
  14618: 'hosting', // Amazon
  16509: 'hosting', // Amazon
  8075: 'hosting', // Microsoft
  396982: 'hosting', // Google Cloud
  14061: 'hosting', // DigitalOcean
  16276: 'hosting', // OVH
  24940: 'hosting', // Hetzner
  63949: 'hosting', // Akamai's Linode
  20473: 'hosting', // Vultr
  9009: 'hosting', // M247
};

/** What a database of anonymous addresses says of one; what is not so is left out. */
export interface AnonymousFlags {
  is_anonymous_vpn?: boolean;
  is_hosting_provider?: boolean;
  is_public_proxy?: boolean;
  is_residential_proxy?: boolean;
  is_tor_exit_node?: boolean;
}

/** What kind of network it is, the most telling first; null for one that is like most. */
export function networkKind(asn: number | null, flags: AnonymousFlags = {}): NetworkKind | null {
  if (flags.is_tor_exit_node || flags.is_public_proxy || flags.is_residential_proxy) return 'proxy';
  const known = asn === null ? null : (KNOWN[asn] ?? null);
  if (known !== null && known !== 'hosting') return known;
  if (flags.is_anonymous_vpn) return 'vpn';
  return flags.is_hosting_provider ? 'hosting' : known;
}

/** The same network with its kind, where its source left that out and the number says it. */
export function withKind(network: LoginNetwork | null | undefined): LoginNetwork | null {
  if (!network) return null;
  return network.kind === null ? { ...network, kind: networkKind(network.asn) } : network;
}
