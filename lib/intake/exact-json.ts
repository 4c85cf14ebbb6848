import { LIMITS } from './limits';

/** Why a text is no JSON record that the archive reads. */
export type JsonProblem = { reason: 'not-json' | 'too-deep'; message: string };
export type JsonReading = { ok: true; value: unknown } | ({ ok: false } & JsonProblem);

/**
 * Reads one JSON text. Integers that a JavaScript number cannot hold exactly come as strings of their
 * digits, because platforms' ids pass 2^53 and a rounded id names another post. Other numbers stay
 * numbers. Refuses what is not JSON and what is nested deeper than the limit.
 */
export function parseExactJson(text: string): JsonReading {
  if (nestsDeeper(text, LIMITS.depth)) {
    return {
      ok: false,
      reason: 'too-deep',
      message: `The record is nested more than ${LIMITS.depth} levels deep.`,
    };
  }
  try {
    const value: unknown = JSON.parse(text);
    // Almost no record has such a run of digits outside its strings, so the second reading is rare.
    return { ok: true, value: LONG_DIGITS.test(text) ? JSON.parse(quoteLongIntegers(text)) : value };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: 'not-json', message: `This is not a JSON record: ${what}.` };
  }
}

const LONG_DIGITS = /(?<!["\d])\d{16}/;
const INTEGER = /-?\d+/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Puts quotes around the integers outside strings that pass 2^53. The text must be valid JSON. */
function quoteLongIntegers(text: string): string {
  let quoted = '';
  let copied = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at);
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = matchEnd(NUMBER, text, at);
      if (matchEnd(INTEGER, text, at) === end && !Number.isSafeInteger(Number(text.slice(at, end)))) {
        quoted += `${text.slice(copied, at)}"${text.slice(at, end)}"`;
        copied = end;
      }
      at = end;
    } else {
      at += 1;
    }
  }
  return quoted + text.slice(copied);
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at + 1;
}

function nestsDeeper(text: string, limit: number): boolean {
  // A text with few brackets in all cannot nest deeply; most records end here.
  if (!hasMoreBrackets(text, limit)) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at) - 1;
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}

function hasMoreBrackets(text: string, limit: number): boolean {
  let count = 0;
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      count += 1;
      if (count > limit) return true;
    }
  }
  return false;
}

/** The index after a string's closing quote; the text's length for one that never closes. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at + 1;
  }
  return text.length;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
