import { fieldsOf } from './conversion.ts';

/** A field with fields of its own, a list of such, or (true) one whose content is somebody else's. */
type Known = true | { [field: string]: Known } | [Known];

const ENVELOPE = { apiVersion: true, kind: true } as const;
const ENDPOINT = { advertiseAddress: true, bindPort: true } as const;
const COMPONENT = {
  extraArgs: true,
  extraEnvs: true,
  extraVolumes: [{ name: true, hostPath: true, mountPath: true, readOnly: true, pathType: true }],
} satisfies Known;
const NODE = {
  name: true,
  criSocket: true,
  taints: true,
  kubeletExtraArgs: true,
  ignorePreflightErrors: true,
  imagePullPolicy: true,
  imagePullSerial: true,
} as const;
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
  skipPhases: true,
  patches: { directory: true },
  timeouts: Object.fromEntries(
    TIMEOUTS.flatMap((name) => [name, `${name}Seconds`]).map((name) => [name, true as const]),
  ),
  dryRun: true,
} satisfies Known;

/** What kubeadm v1beta2 to v1beta4 and Cluster API v1alpha3 to v1beta2 call the fields of the three configurations. */
const FIELDS = {
  clusterConfiguration: {
    ...ENVELOPE,
    etcd: {
      local: {
        imageRepository: true,
        imageTag: true,
        dataDir: true,
        extraArgs: true,
        extraEnvs: true,
        serverCertSANs: true,
        peerCertSANs: true,
      },
      external: { endpoints: true, httpEndpoints: true, caFile: true, certFile: true, keyFile: true },
    },
    networking: { serviceSubnet: true, podSubnet: true, dnsDomain: true },
    kubernetesVersion: true,
    controlPlaneEndpoint: true,
    apiServer: { ...COMPONENT, certSANs: true, timeoutForControlPlane: true },
    controllerManager: COMPONENT,
    scheduler: COMPONENT,
    dns: { type: true, imageRepository: true, imageTag: true, disabled: true },
    proxy: { disabled: true },
    certificatesDir: true,
    imageRepository: true,
    useHyperKubeImage: true,
    featureGates: true,
    clusterName: true,
    encryptionAlgorithm: true,
    certificateValidityPeriod: true,
    certificateValidityPeriodDays: true,
    caCertificateValidityPeriod: true,
    caCertificateValidityPeriodDays: true,
  },
  initConfiguration: {
    ...SHARED,
    bootstrapTokens: [
      { token: true, description: true, ttl: true, ttlSeconds: true, expires: true, usages: true, groups: true },
    ],
    localAPIEndpoint: ENDPOINT,
    certificateKey: true,
  },
  joinConfiguration: {
    ...SHARED,
    caCertPath: true,
    discovery: {
      bootstrapToken: { token: true, apiServerEndpoint: true, caCertHashes: true, unsafeSkipCAVerification: true },
      file: { kubeConfigPath: true, kubeConfig: true },
      tlsBootstrapToken: true,
      timeout: true,
    },
    controlPlane: { localAPIEndpoint: ENDPOINT, certificateKey: true },
  },
} satisfies Known;

export interface UnknownField {
  /** Inside the kubeadmConfigSpec. */
  path: (string | number)[];
  /** What may stand there. */
  known: string[];
}

/** Fields of the three configurations that no version of kubeadm has: it would refuse them, late. */
export function unknownFields(spec: Readonly<Record<string, unknown>>): UnknownField[] {
  return Object.entries(FIELDS).flatMap(([name, known]) => unknownIn(spec[name], known, [name]));
}

function unknownIn(value: unknown, known: Known, path: (string | number)[]): UnknownField[] {
  if (known === true) return [];
  if (Array.isArray(known)) {
    const [each] = known;
    return Array.isArray(value) ? value.flatMap((entry, index) => unknownIn(entry, each, [...path, index])) : [];
  }
  return Object.entries(fieldsOf(value)).flatMap(([name, inner]) => {
    const field = Object.hasOwn(known, name) ? known[name] : undefined;
    return field === undefined
      ? [{ path: [...path, name], known: Object.keys(known) }]
      : unknownIn(inner, field, [...path, name]);
  });
}
