/** What a field holds: `texts` is a list, `flags` are true or false by name, a `duration` is one as Go writes it (5m0s). */
type Form = 'text' | 'texts' | 'number' | 'flag' | 'flags' | 'duration';
/** A field of some form, with fields of its own, a list of such, or (true) one whose content is somebody else's. */
type Known = true | Form | { [field: string]: Known } | [Known];

const ENVELOPE = { apiVersion: 'text', kind: 'text' } as const;
const ENDPOINT = { advertiseAddress: 'text', bindPort: 'number' } as const;
const COMPONENT = {
  extraArgs: true,
  extraEnvs: true,
  extraVolumes: [{ name: 'text', hostPath: 'text', mountPath: 'text', readOnly: 'flag', pathType: 'text' }],
} satisfies Known;
const NODE = {
  name: 'text',
  criSocket: 'text',
  taints: [{ key: 'text', value: 'text', effect: 'text', timeAdded: true }],
  kubeletExtraArgs: true,
  ignorePreflightErrors: 'texts',
  imagePullPolicy: 'text',
  imagePullSerial: 'flag',
} satisfies Known;
const TIMEOUTS = [
  'controlPlaneComponentHealthCheck',
  'kubeletHealthCheck',
  'kubernetesAPICall',
  'etcdAPICall',
  'tlsBootstrap',
  'discovery',
  'upgradeManifests',
];
const SHARED = {
  ...ENVELOPE,
  nodeRegistration: NODE,
  skipPhases: 'texts',
  patches: { directory: 'text' },
  timeouts: Object.fromEntries(
    TIMEOUTS.flatMap((name): [string, Form][] => [
      [name, 'duration'],
      [`${name}Seconds`, 'number'],
    ]),
  ),
  dryRun: 'flag',
} satisfies Known;

/** What kubeadm v1beta2 to v1beta4 and Cluster API v1alpha3 to v1beta2 call the fields of the three configurations. */
const FIELDS = {
  clusterConfiguration: {
    ...ENVELOPE,
    etcd: {
      local: {
        imageRepository: 'text',
        imageTag: 'text',
        dataDir: 'text',
        extraArgs: true,
        extraEnvs: true,
        serverCertSANs: 'texts',
        peerCertSANs: 'texts',
      },
      external: { endpoints: 'texts', httpEndpoints: 'texts', caFile: 'text', certFile: 'text', keyFile: 'text' },
    },
    networking: { serviceSubnet: 'text', podSubnet: 'text', dnsDomain: 'text' },
    kubernetesVersion: 'text',
    controlPlaneEndpoint: 'text',
    apiServer: { ...COMPONENT, certSANs: 'texts', timeoutForControlPlane: 'duration' },
    controllerManager: COMPONENT,
    scheduler: COMPONENT,
    dns: { type: 'text', imageRepository: 'text', imageTag: 'text', disabled: 'flag' },
    proxy: { disabled: 'flag' },
    certificatesDir: 'text',
    imageRepository: 'text',
    useHyperKubeImage: 'flag',
    featureGates: 'flags',
    clusterName: 'text',
    encryptionAlgorithm: 'text',
    certificateValidityPeriod: 'duration',
    certificateValidityPeriodDays: 'number',
    caCertificateValidityPeriod: 'duration',
    caCertificateValidityPeriodDays: 'number',
  },
  initConfiguration: {
    ...SHARED,
    bootstrapTokens: [
      {
        token: 'text',
        description: 'text',
        ttl: 'duration',
        ttlSeconds: 'number',
        expires: true,
        usages: 'texts',
        groups: 'texts',
      },
    ],
    localAPIEndpoint: ENDPOINT,
    certificateKey: 'text',
  },
  joinConfiguration: {
    ...SHARED,
    caCertPath: 'text',
    discovery: {
      bootstrapToken: {
        token: 'text',
        apiServerEndpoint: 'text',
        caCertHashes: 'texts',
        unsafeSkipCAVerification: 'flag',
      },
      file: { kubeConfigPath: 'text', kubeConfig: true },
      tlsBootstrapToken: 'text',
      timeout: 'duration',
    },
    controlPlane: { localAPIEndpoint: ENDPOINT, certificateKey: 'text' },
  },
} satisfies Known;

/** Something in the three configurations that kubeadm would refuse, late, or that would be lost on the way to it. */
export interface KubeadmFieldFault {
  /** Inside the kubeadmConfigSpec. */
  path: (string | number)[];
  /** Of a field that no version of kubeadm has: what may stand there. */
  known?: string[];
  /** Of a field that has another form: which it has. */
  wanted?: Form | 'object' | 'list';
  value: unknown;
}

/** Fields of the three configurations that no version of kubeadm has, or that hold what it does not take there. */
export function kubeadmFieldFaults(spec: Readonly<Record<string, unknown>>): KubeadmFieldFault[] {
  return Object.entries(FIELDS).flatMap(([name, known]) => faultsIn(spec[name], known, [name]));
}

function faultsIn(value: unknown, known: Known, path: (string | number)[]): KubeadmFieldFault[] {
  // In Kubernetes a field that is null was not written.
  if (known === true || value === null || value === undefined) return [];
  if (typeof known === 'string') return formFaults(value, known, path);
  if (Array.isArray(known)) {
    const [each] = known;
    if (!Array.isArray(value)) return [{ path, wanted: 'list', value }];
    return value.flatMap((entry, index) => faultsIn(entry, each, [...path, index]));
  }
  // Of the configurations themselves the schema says it.
  if (!isObject(value)) return path.length === 1 ? [] : [{ path, wanted: 'object', value }];
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = Object.hasOwn(known, name) ? known[name] : undefined;
    return field === undefined
      ? [{ path: [...path, name], known: Object.keys(known), value: inner }]
      : faultsIn(inner, field, [...path, name]);
  });
}

function formFaults(value: unknown, wanted: Form, path: (string | number)[]): KubeadmFieldFault[] {
  switch (wanted) {
    case 'text':
      return typeof value === 'string' ? [] : [{ path, wanted, value }];
    case 'number':
      return typeof value === 'number' && Number.isInteger(value) ? [] : [{ path, wanted, value }];
    case 'flag':
      return typeof value === 'boolean' ? [] : [{ path, wanted, value }];
    case 'duration':
      return typeof value === 'string' && DURATION.test(value) ? [] : [{ path, wanted, value }];
    case 'texts':
      if (!Array.isArray(value)) return [{ path, wanted, value }];
      return value.flatMap((entry, index) => formFaults(entry, 'text', [...path, index]));
    case 'flags':
      if (!isObject(value)) return [{ path, wanted, value }];
      return Object.entries(value).flatMap(([name, inner]) => formFaults(inner, 'flag', [...path, name]));
  }
}

/** Nothing at all means the default. */
const DURATION = /^(?:0|(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))*)$/;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
