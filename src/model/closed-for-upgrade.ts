/**
 * Annotation of a Node that was closed for an upgrade of its machine, set with the closing itself. A Node that a person
 * had closed before does not bear it, and stays closed.
 */
export const CLOSED_FOR_UPGRADE = 'installer.dev/closed-for-upgrade';
