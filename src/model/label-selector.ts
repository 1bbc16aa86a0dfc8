/** A selector as it is written, perhaps not yet whole. */
interface Selector {
  matchLabels?: Readonly<Record<string, string | undefined>> | undefined;
  matchExpressions?: readonly (Expression | undefined)[] | undefined;
}

interface Expression {
  key?: string | undefined;
  operator?: string | undefined;
  values?: readonly (string | undefined)[] | undefined;
}

/** Whether a Kubernetes label selector picks something with these labels: every condition must hold; an empty one picks all. */
export function selectsLabels(
  selector: Selector | undefined,
  labels: Readonly<Record<string, string | undefined>>,
): boolean {
  const labelOf = (key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  const exact = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labelOf(key) === value);
  return exact && (selector?.matchExpressions ?? []).every((expression) => holds(expression, labelOf));
}

/** As Kubernetes: NotIn also holds for a thing without the label. */
function holds(expression: Expression | undefined, labelOf: (key: string) => string | undefined): boolean {
  if (expression?.key === undefined) return true;
  const value = labelOf(expression.key);
  const listed = value !== undefined && (expression.values ?? []).includes(value);
  switch (expression.operator) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return true;
  }
}
