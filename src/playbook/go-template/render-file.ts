import { InstallerError } from '../../errors.ts';
import { render } from './render.ts';
import { placeInTemplate, TemplateError } from './template-error.ts';

/**
 * A file with `contentFormat: Template`, filled in.
 * @param data what is known: `{ controlPlane: { version } }`
 * @throws InstallerError `inventory-invalid` for what is no template, and where it prints what is not known
 */
export function renderFile(text: string, data: Readonly<Record<string, unknown>>, where: string): string {
  try {
    const { text: rendered, missing } = render(text, data);
    const [first] = missing;
    if (first !== undefined) throw new TemplateError('it prints what has no value', first, '');
    return rendered;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const place = placeInTemplate(text, error.offset);
    throw new InstallerError('inventory-invalid', `${where} cannot be filled in: ${error.message} (its ${place})`, {
      hint: [`With contentFormat: Template these are known: ${namesIn(data).join(', ')}.`, error.hint].join(' ').trim(),
    });
  }
}

/** `.controlPlane.version` */
function namesIn(data: object, above = ''): string[] {
  return Object.entries(data).flatMap(([key, value]) => {
    const name = `${above}.${key}`;
    return typeof value === 'object' && value !== null ? namesIn(value, name) : [name];
  });
}
