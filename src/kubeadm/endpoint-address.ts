/** `host:port`, IPv6 addresses in brackets: the form of controlPlaneEndpoint and apiServerEndpoint. */
export function endpointAddress({ host, port }: { host: string; port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
