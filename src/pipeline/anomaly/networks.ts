import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { NETWORK_KINDS, type NetworkKind } from '../../domain/event.ts';
import type { Language } from '../../domain/language.ts';
import { networkKindText } from '../../messages/catalogue/networks.ts';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';
import type { Login } from './detector.ts';

const parsed = new Map<string, [ipaddr.IPv4 | ipaddr.IPv6, number]>();

const isNetwork = (text: string): boolean =>
  text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);

const isEveryAddress = (text: string): boolean => /\/0+$/.test(text);

/** A list of networks (`192.0.2.0/24`) or single addresses, as rules name them; a rule that leaves out every address would notice nothing. */
export const networks = z
  .array(
    z
      .string()
      .trim()
      .max(50)
      .refine(isNetwork, 'must be an address or a network like 192.0.2.0/24')
      .refine((text) => !isEveryAddress(text), 'must not be every address: nothing would be left to notice'),
  )
  .max(500);

/** Kinds of networks whose logins a rule leaves alone. */
export const ignoredKinds = z.array(z.enum(NETWORK_KINDS)).max(NETWORK_KINDS.length);

/** Whether a login came over a network of one of these kinds. */
export const over = ({ network }: Pick<Login, 'network'>, kinds: readonly NetworkKind[]): boolean =>
  network?.kind != null && kinds.includes(network.kind);

/** Whether the address lies in one of the networks; a login without address lies in none. */
export function within(address: string | null, list: readonly string[]): boolean {
  if (address === null || list.length === 0) return false;
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  return list.some((text) => {
    const [network, bits] = networkOf(text);
    return ip.kind() === network.kind() && ip.match(network, bits);
  });
}

/** Behind what a rule looks for: the networks it does not count, by address or by kind. */
export function leftOut(list: readonly string[], language: Language, kinds: readonly NetworkKind[] = []): string {
  const all = [...list, ...kinds.map((kind) => networkKindText(kind, language))];
  return all.length === 0 ? '' : ruleSentences[language].notCounting(all.join(', '));
}

function networkOf(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const known = parsed.get(text);
  if (known) return known;
  const network: [ipaddr.IPv4 | ipaddr.IPv6, number] = text.includes('/')
    ? ipaddr.parseCIDR(text)
    : [ipaddr.parse(text), ipaddr.parse(text).kind() === 'ipv4' ? 32 : 128];
  // Rules are few; should they not be, starting over is cheaper than growing for ever.
  if (parsed.size > 10_000) parsed.clear();
  parsed.set(text, network);
  return network;
}
