import { generateKeyPairSync, sign } from 'node:crypto';

/** One value in DER (ITU-T X.690): its tag, its length, what it holds. */
function der(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'ascii') : part)));
  const bytes = body.length < 128 ? [] : [...Buffer.from(body.length.toString(16).padStart(4, '0'), 'hex')];
  return Buffer.concat([
    Buffer.of(tag, ...(bytes.length === 0 ? [body.length] : [0x80 + bytes.length, ...bytes])),
    body,
  ]);
}
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

/** A certificate that vouches for itself, for this machine and these names, until 2049: key and certificate as PEM. */
export function selfSigned(...names: string[]): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const ecdsa = sequence(oid('2a8648ce3d040302'));
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, 'A test'))));
  const alternative = sequence(der(0x87, Buffer.of(127, 0, 0, 1)), ...names.map((one) => der(0x82, one)));
  const constraints = sequence(der(0x01, Buffer.of(0xff)));
  const extensions = sequence(
    sequence(oid('551d11'), der(0x04, alternative)),
    sequence(oid('551d13'), der(0x01, Buffer.of(0xff)), der(0x04, constraints)),
  );
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    ecdsa,
    name,
    sequence(der(0x17, '200101000000Z'), der(0x17, '491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const whole = sequence(signed, ecdsa, der(0x03, Buffer.of(0), sign('sha256', signed, privateKey)));
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}
