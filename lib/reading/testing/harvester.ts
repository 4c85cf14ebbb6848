import { expect } from 'vitest';
import type { TestDatabase } from '@/lib/db/testing/database';
import { answerOai } from '../oai/answer-oai';
import { judgeXml } from './judge-xml';
import { insertForms, sampleTestimony } from './sample-archive';

/** 10,000 records at the full size, in parts of 100. */
export const SIZE = process.env.SAWT_TEST_SIZE === 'long' ? 10_000 : 230;
export const PART = 100;
const NOW = new Date('2026-11-24T10:00:00Z');

/** The reference of the record at a place. */
export const reference = (at: number) => String(at).padStart(10, '0');

/** Puts `SIZE` testimonies on the shelf. */
export async function fillShelf(database: TestDatabase): Promise<void> {
  const forms = Array.from({ length: SIZE }, (_, at) =>
    sampleTestimony({ reference: reference(at), text: `words number ${at} & <more>` }),
  );
  await insertForms(database.appPool, forms);
}

/** Asks OAI-PMH, and judges each answer by the protocol's rules, whatever else a test looks at. */
export async function askOai(
  database: TestDatabase,
  question: string | Record<string, string>,
  pageSize = PART,
): Promise<string> {
  const site = { baseUrl: 'https://archive.example', pageSize };
  const xml = await answerOai(database.reading, new URLSearchParams(question), site, NOW);
  expect(judgeXml(xml, 'oai-pmh'), xml.slice(0, 2_000)).toEqual([]);
  return xml;
}

/** The code of an answer that is a refusal. */
export const errorCode = (xml: string) => /<error code="(\w+)">/.exec(xml)?.[1];

/** The first group of a pattern, wherever it is found. */
export const all = (xml: string, pattern: RegExp) =>
  [...xml.matchAll(pattern)].map((match) => match[1] ?? '');
