import { InstallerError } from '../errors.ts';

/** Values of cloud-init's instance names, without their prefix: `hostname`, `local_ipv4` … */
export type InstanceNames = Readonly<Record<string, string>>;

/** A template in a text of a Cluster API document that cannot be filled in. */
export interface CloudInitProblem {
  /** Inside the text, from 1. */
  line: number;
  column: number;
  message: string;
  hint: string;
}

const RAW = /(\{%-?\s*raw\s*-?%\}[\s\S]*?\{%-?\s*endraw\s*-?%\})/;
const RAW_MARKS = /^\{%-?\s*raw\s*-?%\}|\{%-?\s*endraw\s*-?%\}$/g;
const TAG = /\{\{-?\s*(?:'([^']*)'|"([^"]*)"|((?:(?!\}\})[\s\S])*?))\s*-?\}\}|\{%[\s\S]*?%\}/g;
const NAMESPACE = /^(?:ds\.meta_data|v1)\.(\w+)$/;
/** cloud-init lifts these of v1 to the top. */
const LIFTED = ['local_hostname', 'instance_id'];
const ABOUT_INSTANCE = /(?:^|[^\w.$])(?:ds\s*[.[]|v1\s*[.[])/;

/** The names that a host has, as cloud-init calls them. */
export function instanceNames({ name, internalAddress }: { name: string; internalAddress: string }): InstanceNames {
  return {
    hostname: name,
    local_hostname: name,
    instance_id: name,
    [internalAddress.includes(':') ? 'local_ipv6' : 'local_ipv4']: internalAddress,
  };
}

/**
 * `text` of a Cluster API document as cloud-init would render it: instance names filled in, `{% raw %}` and quoted braces
 * unwrapped. Braces that do not speak of the instance are left as they are: files hold templates of other programs.
 * @param where names the text in an error: `kubeadmConfigSpec.files[2]`
 * @throws InstallerError `inventory-invalid` for what speaks of the instance and has no meaning on a bare host
 */
export function fillCloudInitNames(text: string, names: InstanceNames, where: string): string {
  const { filled, problems } = render(text, names);
  const [problem] = problems;
  if (problem === undefined) return filled;
  const place = text.includes('\n') ? ` (its line ${problem.line}, column ${problem.column})` : '';
  throw new InstallerError('inventory-invalid', `${where}: ${problem.message}${place}`, { hint: problem.hint });
}

/** Everything that fillCloudInitNames would refuse in `text`. */
export function cloudInitProblems(text: string, names: InstanceNames): CloudInitProblem[] {
  return render(text, names).problems;
}

function render(text: string, names: InstanceNames): { filled: string; problems: CloudInitProblem[] } {
  if (!text.includes('{{') && !text.includes('{%')) return { filled: text, problems: [] };
  const problems: CloudInitProblem[] = [];
  let begin = 0;
  const filled = text.split(RAW).map((part, index) => {
    const offset = begin;
    begin += part.length;
    if (index % 2 === 1) return part.replace(RAW_MARKS, '');
    return part.replace(TAG, (written: string, single?: string, double?: string, ...rest: unknown[]) => {
      const literal = single ?? double;
      if (literal !== undefined) return literal;
      const [expression, at] = rest as [string | undefined, number];
      const value = expression === undefined ? undefined : valueNamed(expression, names);
      if (value !== undefined) return value;
      if (ABOUT_INSTANCE.test(expression ?? written)) problems.push(problemAt(text, offset + at, written, names));
      return written;
    });
  });
  return { filled: filled.join(''), problems };
}

/** `ds.meta_data['local-hostname']` and `ds.meta_data.local_hostname` are one name. */
function valueNamed(expression: string, names: InstanceNames): string | undefined {
  const plain = expression.replace(/\[\s*["']([\w-]+)["']\s*\]/g, '.$1').replaceAll('-', '_');
  const name = NAMESPACE.exec(plain)?.[1] ?? (LIFTED.includes(plain) ? plain : undefined);
  return name !== undefined && Object.hasOwn(names, name) ? names[name] : undefined;
}

function problemAt(text: string, offset: number, written: string, names: InstanceNames): CloudInitProblem {
  const before = text.slice(0, offset).split('\n');
  const isName = /^\{\{[^|()]*\}\}$/.test(written);
  return {
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
    message: isName
      ? `${written} has no meaning here`
      : `${written} is more than a name, which is all that is filled in`,
    hint: `Known names: ${Object.keys(names).sort().join(', ')}, each after "ds.meta_data." or "v1.". Text for another program goes between {% raw %} and {% endraw %}.`,
  };
}
