/** ConfigMap in kube-system: when machines were given up because they were unhealthy, as JSON by their names. */
export const REMEDIATIONS_CONFIG_MAP = 'installer-remediations';
