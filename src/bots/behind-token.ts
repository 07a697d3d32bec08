import { NotChecked } from '../domain/health.ts';
import type { ConnectionCheck } from './platform.ts';
import { TokenRefused } from './platform-errors.ts';

/**
 * The check of a token and those that ask with it: where it is refused they were not made, and what mends it is their mend. `again` says
 * when it is tried again by itself.
 */
export const behindToken = (
  token: ConnectionCheck,
  others: readonly ConnectionCheck[],
  again: () => string,
): ConnectionCheck[] => [
  {
    ...token,
    check: () =>
      token.check().catch((cause: unknown) => {
        throw cause instanceof TokenRefused
          ? new TokenRefused(cause.told, `${cause.mend} ${again()}`, { cause })
          : cause;
      }),
  },
  ...others.map((one) => ({
    ...one,
    check: () =>
      one.check().catch((cause: unknown) => {
        throw cause instanceof TokenRefused ? new NotChecked('the token is refused', token.mend, { cause }) : cause;
      }),
  })),
];
