import type { DesiredHost, SecretSource, SshSettings } from '../../../src/model/desired.ts';
import type { UntimedEvent } from '../../../src/model/event.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { type Connections, type ConnectionsOptions, createConnections } from '../../../src/ssh/connections.ts';

/** A host of an inventory with every default filled in. */
export function desiredHost(name: string, ssh: Partial<SshSettings>, address = '127.0.0.1'): DesiredHost {
  return {
    name,
    address,
    internalAddress: address,
    role: 'worker',
    labels: {},
    taints: [],
    vars: {},
    ssh: {
      user: 'ops',
      port: 22,
      agent: false,
      sudo: { enabled: true },
      hostKeys: 'strict',
      connectTimeoutMs: 5000,
      ...ssh,
    },
  };
}

export interface TestConnections extends Connections {
  events: UntimedEvent[];
  secrets: Secrets;
}

/** Connections whose secrets are the texts of `{env: NAME}` in `secrets`; no agent unless given. */
export function connectionsTo(
  hosts: DesiredHost[],
  values: Record<string, string> = {},
  more: Partial<ConnectionsOptions> = {},
): TestConnections {
  const events: UntimedEvent[] = [];
  const secrets = new Secrets();
  const resolveSecret = async (source: SecretSource): Promise<string> => {
    const value = 'env' in source ? values[source.env] : undefined;
    if (value === undefined) throw new Error(`no such secret: ${JSON.stringify(source)}`);
    return value;
  };
  const connections = createConnections({
    hosts,
    resolveSecret,
    secrets,
    emit: (event) => events.push(event),
    interactive: false,
    agentSocket: '',
    ...more,
  });
  return { ...connections, events, secrets };
}
