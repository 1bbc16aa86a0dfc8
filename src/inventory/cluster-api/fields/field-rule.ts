/**
 * What becomes of one field of a Cluster API document. The translation and the tables of docs/cluster-api.md are both made
 * from these rules, so that the page cannot say anything else than what is done.
 */
export interface FieldRule {
  /** Its place in the document; everything below it belongs to it. */
  field: string;
  /**
   * honoured: it means here what it means in Cluster API.
   * mapped: something else stands for it, which `note` names.
   * ignored: it cannot matter on bare hosts, or nothing acts on it yet; a warning says so (with `to`, that of check-unused.ts).
   * refused: it would matter and cannot be done; an error says so.
   */
  verdict: 'honoured' | 'mapped' | 'ignored' | 'refused';
  /** Its place in what the document becomes (`kinds.ts` says which part of the Inventory); absent: nothing is copied. */
  to?: string;
  /** How the value is written there, where that differs. */
  as?: 'seconds' | 'taints' | 'zone' | 'zones' | 'endpoint';
  /** The versions that spell it so: those up to v1beta1, or v1beta2. Absent: all. The other spelling is understood, with a warning. */
  spelling?: 'v1beta1' | 'v1beta2';
  /** How the other spelling is written, for the warning. */
  otherwise?: string;
  /** For people: why, or what stands for it. */
  note?: string;
  /** Written by a management cluster, not by people: all such fields of a document share one warning. */
  bookkeeping?: true;
}

/** Rules of one kind. */
export type FieldRules = readonly FieldRule[];
