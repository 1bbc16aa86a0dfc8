import fc from 'fast-check';
import { propertySettings } from './property-settings.ts';
import { runs } from './runs.ts';

const USUAL_RUNS = 100;

const { seed, path } = propertySettings(process.env);
fc.configureGlobal({ seed, numRuns: runs(USUAL_RUNS), ...(path !== undefined && { path, endOnFailure: true }) });
