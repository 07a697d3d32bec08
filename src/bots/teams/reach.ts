const TIMEOUT_MS = 10_000;
/** Why an address could not be reached, by the code of the network's own error. */
const WHY: Record<string, string> & { ETIMEDOUT: string } = {
  ENOTFOUND: 'no such name is known (DNS)',
  EAI_AGAIN: 'the name could not be looked up (DNS does not answer)',
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ECONNRESET: 'the connection was cut off',
  EPIPE: 'the connection was cut off',
  UND_ERR_SOCKET: 'the connection was cut off',
  EHOSTUNREACH: 'there is no way to that machine',
  ENETUNREACH: 'there is no way to that network',
  ETIMEDOUT: 'no answer came in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer came in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not from an authority that is trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not from an authority that is trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the ones it rests on',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not from an authority that is trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** Asks an address; what cannot be reached is named, with why in plain words. */
export async function reach(address: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(address, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new Error(`${address} could not be reached: ${whyOf(error)}`, { cause: error });
  }
}

/** A certificate that is not trusted, or a name that is not known, lies below the error of `fetch`, at times in one of several tries. */
function whyOf(error: unknown): string {
  let code = '';
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
    const { name, code: own, cause, errors } = at as Record<'name' | 'code' | 'cause' | 'errors', unknown>;
    if (name === 'TimeoutError') return WHY.ETIMEDOUT;
    if (typeof own === 'string' && own !== '') code = own;
    at = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  const known = WHY[code];
  if (known) return known;
  return /^(?:EPROTO|ERR_(?:SSL|TLS))/.test(code)
    ? `no encrypted connection could be made (${code})`
    : code || 'it does not answer';
}
