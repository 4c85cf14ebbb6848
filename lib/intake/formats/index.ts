import type { Format } from '../format';
import { csv } from './csv/parse';
import { sawtJsonl } from './sawt-jsonl/parse';

/**
 * Every format that the archive reads, in the order in which they are asked. Whole exports come first: once
 * one is recognised, nothing else looks into the input. CSV comes last, because it claims the least.
 */
export const FORMATS: readonly Format[] = [sawtJsonl, csv];
