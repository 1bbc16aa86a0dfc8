import { propertySettings } from './property-settings.ts';

const { factor } = propertySettings(process.env);

/** How often a property is tried that is usually tried so often. */
export function runs(usual: number): number {
  return Math.ceil(usual * factor);
}

/** The time limit of what usually has this one. Milliseconds. */
export function within(usualMs: number): number {
  return Math.ceil(usualMs * Math.max(1, factor));
}
