/** A playbook as its author wrote it, validated but not yet rendered for a host. Plain data. */
export interface Playbook {
  /** Decides the order: playbooks run sorted by name. */
  name: string;
  description: string;
  stage: Stage;
  /** Defaults; the inventory's `vars` win. */
  vars: Record<string, unknown>;
  when?: When;
  steps: PlaybookStep[];
  source: PlaybookSource;
}

/** `prepare`: before kubeadm. `post`: after it. `clean`: before kubeadm is tried again. `reset`: back to bare. */
export const STAGES = ['prepare', 'post', 'clean', 'reset'] as const;
export type Stage = (typeof STAGES)[number];

/** Dotted names of context fields; each must equal the value, or one of the values. */
export type When = Record<string, Scalar | Scalar[]>;
export type Scalar = string | number | boolean | null;

export interface PlaybookStep {
  name: string;
  when?: When;
  files?: FileWords[];
  /** Dotted name of a list in the context whose elements are files (`kubeadmConfigSpec.files`) or bundle items. */
  filesFrom?: string;
  check?: string;
  commands?: string[];
  /** Dotted name of a list of commands in the context. */
  commandsFrom?: string;
  always?: boolean;
  /** Each command runs, each file is written once in the life of the machine. */
  once?: boolean;
  onChange?: string[];
  undo?: string[];
  /** Seconds for all commands of the step together. */
  timeout?: number;
  secret?: boolean;
  /** Bundle items that must be in the host's store before the commands run. */
  items?: { kind: 'binary' | 'image' | 'package' | 'file'; name?: string }[];
}

/** One entry of `files`. */
export interface FileWords {
  path: string;
  owner?: string;
  permissions?: string;
  encoding?: 'base64' | 'gzip' | 'gzip+base64';
  /** Each line of the content is there at least once; the rest of the file is left alone. */
  append?: boolean;
  /** The content stands between two marker lines; the rest of the file is left alone. Text: id of the step whose block it is. */
  block?: boolean | string;
  content?: string;
  /** Liquid file, relative to the playbook. */
  template?: string;
  /** Name of a bundle item of kind binary or file. */
  item?: string;
  directory?: boolean;
  absent?: boolean;
}

export interface PlaybookSource {
  /** Path as shown in messages. */
  file: string;
  /** Where each value starts: `steps.2.commands.0` → position. Lines and columns count from 1. */
  positions: Record<string, Position>;
  /** Text of the files beside the playbook that templates may name: `files/kube-vip.yaml.liquid`. */
  templates: Record<string, string>;
}

export interface Position {
  line: number;
  col: number;
  /** A block scalar: its first text line is the line below, indented by `indent`. */
  block?: { indent: number };
}
