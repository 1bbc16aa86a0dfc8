// Generated from schemas/bundle.schema.json by `npm run generate`. Do not edit.

/**
 * bundle.yaml: what a bundle holds. Fields not named here are ignored, so that older installers read newer bundles.
 */
export interface BundleManifest {
/**
 * Version of this document form. Default: installer.dev/v1alpha1.
 */
apiVersion?: "installer.dev/v1alpha1"
/**
 * Default: Bundle.
 */
kind?: "Bundle"
/**
 * Kubernetes version that the bundle installs.
 */
kubernetesVersion: string
/**
 * Go's name of the architecture: amd64, arm64.
 */
arch: string
/**
 * Every file of the bundle.
 */
items: Item[]
[k: string]: unknown
}
/**
 * One file.
 */
export interface Item {
/**
 * Unique within its kind: kubeadm, kube-apiserver, a package's own name.
 */
name: string
/**
 * What is done with it on the host.
 */
kind: ("binary" | "image" | "package" | "file")
/**
 * Path inside the bundle, with /.
 */
path: string
/**
 * Hex, lower case.
 */
sha256: string
/**
 * Bytes.
 */
size: number
/**
 * binary and file: absolute path on the host.
 */
target?: string
/**
 * image: the references that the archive holds.
 */
refs?: string[]
/**
 * Only for hosts of these roles. Default: for all.
 */
roles?: ("control-plane" | "worker")[]
/**
 * package: its version.
 */
version?: string
/**
 * package: the <os-id>-<version> it is for, for example debian-12.
 */
os?: string
/**
 * Where it differs from the bundle's.
 */
arch?: string
[k: string]: unknown
}
