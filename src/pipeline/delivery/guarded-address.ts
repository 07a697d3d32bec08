import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { TargetAway, TargetRefused } from './delivery-errors.ts';

/** Addresses that are not public and may be reached all the same: `192.168.1.0/24`, `10.0.0.5`, `fd00::/8`. */
export type AllowedNetworks = readonly [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number][];

/** Reads such a list, with commas between; throws `invalid_input` for what is none. */
export function parseNetworks(text: string): AllowedNetworks {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      try {
        if (one.includes('/')) return ipaddr.parseCIDR(one);
        const address = ipaddr.parse(one);
        return [address, address.kind() === 'ipv4' ? 32 : 128];
      } catch (cause) {
        throw new SafeNestError(
          'invalid_input',
          `“${one.slice(0, 60)}” is no address or network such as 192.168.1.0/24.`,
          {
            cause,
          },
        );
      }
    });
}

/** Whether a connection to this address may be made: it is a public one, or the installation allows it. */
export function mayReach(address: string, allowed: AllowedNetworks): boolean {
  if (isIP(address) === 0) return false;
  // an IPv4 address within an IPv6 one is the IPv4 address
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'unicast') return true;
  return allowed.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match([network, bits] as never));
}

/** Names that stand for this machine wherever they are looked up. */
const OWN_NAMES = /^(?:.*\.)?localhost\.?$/i;

/**
 * Throws `invalid_input` for a host that is an address nothing may be sent to, for whoever is about to save it. What another name
 * stands for may change, and is looked at when it is sent to.
 */
export function requireAllowed(host: string, allowed: AllowedNetworks): void {
  const bare = plainHost(host);
  const addresses = OWN_NAMES.test(bare) ? ['127.0.0.1', '::1'] : isIP(bare) === 0 ? [] : [bare];
  if (addresses.length === 0 || addresses.some((address) => mayReach(address, allowed))) return;
  throw new SafeNestError(
    'invalid_input',
    `Nothing may be sent to ${oneLine(bare, 60)}: it is not a public address. Give one that is, or have whoever runs SafeNest add it to DELIVERY_PRIVATE_NETWORKS.`,
  );
}

/** `0x0a000005` and `10.5` are `10.0.0.5`: what a lookup takes them for. */
function plainHost(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '');
  const url = `http://${bare}/`;
  return isIP(bare) === 0 && URL.canParse(url) ? new URL(url).hostname : bare;
}

/** Names as addresses; a test says what they are. */
export type Resolve = (host: string) => Promise<readonly string[]>;

const byDns: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

const LOOKUP_MS = 5000;

/**
 * The one address to connect to for a host: looked up once and pinned, so that nothing it resolves to later counts. Throws
 * `TargetRefused` where any of its addresses is private, of this machine, link-local or otherwise not public and not allowed, and
 * `TargetAway` where it cannot be looked up.
 */
export async function pinnedAddress(host: string, allowed: AllowedNetworks, resolve: Resolve = byDns): Promise<string> {
  const bare = host.replace(/^\[|\]$/g, '');
  const addresses = isIP(bare) ? [bare] : await within(resolve(bare), bare);
  const [first] = addresses;
  if (first === undefined) throw new TargetAway(`The name ${bare} stands for no address.`);
  if (addresses.some((address) => !mayReach(address, allowed)))
    throw new TargetRefused(
      `${bare} is not a public address, and is not among those that DELIVERY_PRIVATE_NETWORKS allows. Nothing was sent.`,
    );
  return first;
}

async function within(looking: Promise<readonly string[]>, host: string): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('it took too long')), LOOKUP_MS);
  });
  try {
    return await Promise.race([looking, late]);
  } catch (cause) {
    throw new TargetAway(`The name ${host} could not be looked up.`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
