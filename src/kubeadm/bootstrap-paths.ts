/** Where a bootstrap keeps its things on the host. */
export interface BootstrapPaths {
  /** Root only, gone after a reboot: configuration, scripts, exit status. */
  run: string;
  /** The machine mark. */
  mark: string;
  log: string;
  kubernetes: string;
}

export const BOOTSTRAP_PATHS: BootstrapPaths = {
  run: '/run/installer',
  mark: '/etc/installer/machine.json',
  log: '/var/log/installer/bootstrap.log',
  kubernetes: '/etc/kubernetes',
};

/** Exit statuses that are the script's own; all others are kubeadm's. */
export const BOOTSTRAP_EXIT = {
  /** Nothing was changed: the host serves something else, or holds other certificates. */
  refused: 65,
  /** attachScript found neither a running bootstrap nor the result of one. */
  nothingToAttach: 69,
  /** kubeadm was cut off: the host restarted, or its unit was stopped. */
  noResult: 70,
  /** A file could not be written, or the unit not be started. */
  notStarted: 71,
  /** kubeadm ended well, what belongs after it did not: kube-vip's manifest, or the mark. */
  afterwards: 72,
  /** The limit passed. */
  timedOut: 124,
} as const;
