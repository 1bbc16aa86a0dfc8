/** Makes the bundle of one Kubernetes version and returns its folder. */
export async function ensureBundle(version: string): Promise<string> {
  throw new Error(`the bundle of ${version} is not made yet: use --no-bundle`);
}
