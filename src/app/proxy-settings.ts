import type { Config } from '../config.ts';
import type { OrgId } from '../domain/id.ts';
import type { HttpServices } from '../http/services.ts';
import { parseNetworks } from '../pipeline/delivery/guarded-address.ts';

/** The reverse proxy of the settings, where they name one, and the organisation it makes members of. */
export const proxySettings = ({ proxyAuth }: Config, orgId: OrgId): Pick<HttpServices, 'proxy'> =>
  proxyAuth
    ? {
        proxy: {
          ...proxyAuth,
          secret: proxyAuth.secret.reveal(),
          addresses: parseNetworks(proxyAuth.addresses),
          orgId,
        },
      }
    : {};
