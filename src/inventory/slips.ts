/** Words people write for a field or a value of ours, learnt from other tools. Compared in lower case, without `-` and `_`. */
const FIELDS: Record<string, string> = {
  ip: 'address',
  ipaddress: 'address',
  host: 'address',
  publicip: 'address',
  internalip: 'internalAddress',
  privateip: 'internalAddress',
  privateaddress: 'internalAddress',
  hostname: 'name',
  nodename: 'name',
  nodes: 'hosts',
  machines: 'hosts',
  servers: 'hosts',
  roles: 'role',
  username: 'user',
  login: 'user',
  key: 'privateKeyPath',
  keypath: 'privateKeyPath',
  keyfile: 'privateKeyPath',
  sshkey: 'privateKeyPath',
  privatekey: 'privateKeyPath',
  identityfile: 'privateKeyPath',
  passphrase: 'passphraseFrom',
  password: 'passwordFrom',
  become: 'sudo',
  jump: 'bastion',
  jumphost: 'bastion',
  proxyjump: 'bastion',
  gateway: 'bastion',
  stricthostkeychecking: 'hostKeys',
  timeout: 'connectTimeout',
  endpoint: 'controlPlaneEndpoint',
  vip: 'controlPlaneEndpoint',
  network: 'clusterNetwork',
  networking: 'clusterNetwork',
  count: 'replicas',
  workers: 'machineDeployments',
  nodepools: 'machineDeployments',
  cidr: 'cidrBlocks',
  cidrs: 'cidrBlocks',
  commands: 'preKubeadmCommands',
  variables: 'vars',
  iface: 'interface',
};

const VALUES: Record<string, string> = {
  master: 'control-plane',
  controlplane: 'control-plane',
  controller: 'control-plane',
  cp: 'control-plane',
  server: 'control-plane',
  etcd: 'control-plane',
  node: 'worker',
  agent: 'worker',
  compute: 'worker',
  standby: 'spare',
  free: 'spare',
  no: 'accept-new',
  false: 'accept-new',
  yes: 'strict',
  true: 'strict',
  layer2: 'arp',
  l2: 'arp',
};

/** The field of `known` that a foreign word stands for. */
export function meantField(word: string, known: readonly string[]): string | undefined {
  return meant(FIELDS, word, known);
}

/** The value of `known` that a foreign word stands for. */
export function meantValue(word: string, known: readonly string[]): string | undefined {
  return meant(VALUES, word, known);
}

function meant(table: Record<string, string>, word: string, known: readonly string[]): string | undefined {
  const plain = word.toLowerCase().replace(/[-_ ]/g, '');
  const found = Object.hasOwn(table, plain) ? table[plain] : undefined;
  return found !== undefined && known.includes(found) ? found : undefined;
}
