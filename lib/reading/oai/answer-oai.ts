import { readReference } from '@/lib/archive/reference';
import type { ReadingDb } from '@/lib/db/client';
import type { Result } from '@/lib/result';
import { xmlAttributes, xmlElement, xmlText } from '../xml';
import { recordHeader, recordXml } from './dublin-core';
import { countRecords, readEarliestDatestamp, readRecord, readRecords } from './records';
import { oaiIdentifier, repositoryDomain } from './repository';
import { METADATA_PREFIX, type OaiError, type OaiRequest, readOaiRequest } from './request';
import { type ListState, writeToken } from './resumption-token';

export interface OaiSite {
  /** The archive's address, without a trailing slash. */
  baseUrl: string;
  /** Records in one answer. */
  pageSize: number;
}

/**
 * Answers a harvester's question with a whole OAI-PMH 2.0 document
 * (http://www.openarchives.org/OAI/openarchivesprotocol.html), its refusals too: those are answers
 * like others, with status 200. `now` is the instant of the answer.
 */
export async function answerOai(
  db: ReadingDb,
  given: URLSearchParams,
  site: OaiSite,
  now: Date,
): Promise<string> {
  const request = readOaiRequest(given);
  const answered = request.ok ? await answerVerb(db, request.value, site) : request;
  // Of a question that could not be read the attributes are left out (section 3.6).
  const unread = !answered.ok && (answered.reason === 'badVerb' || answered.reason === 'badArgument');
  const attributes = unread ? {} : Object.fromEntries(given);
  const body = answered.ok
    ? answered.value
    : xmlElement('error', answered.message, { code: answered.reason });
  return `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
<responseDate>${now.toISOString().slice(0, 19)}Z</responseDate>
<request${xmlAttributes(attributes)}>${xmlText(`${site.baseUrl}/oai`)}</request>
${body}
</OAI-PMH>
`;
}

async function answerVerb(
  db: ReadingDb,
  request: OaiRequest,
  site: OaiSite,
): Promise<Result<string, OaiError>> {
  switch (request.verb) {
    case 'Identify':
      return { ok: true, value: identify(site, (await readEarliestDatestamp(db)) ?? '2016-01-01') };
    case 'ListSets':
      return { ok: false, reason: 'noSetHierarchy', message: 'this archive has no sets' };
    case 'ListMetadataFormats': {
      if (request.identifier !== null && (await find(db, request.identifier, site)) === null)
        return unknown();
      return { ok: true, value: FORMATS };
    }
    case 'GetRecord': {
      const record = await find(db, request.identifier, site);
      if (record === null) return unknown();
      return { ok: true, value: `<GetRecord>${recordXml(record, site.baseUrl)}</GetRecord>` };
    }
    case 'ListIdentifiers':
    case 'ListRecords':
      return list(db, request, site);
  }
}

async function list(
  db: ReadingDb,
  { verb, state, resumed }: Extract<OaiRequest, { state: ListState }>,
  site: OaiSite,
): Promise<Result<string, OaiError>> {
  const records = await readRecords(db, state, state.after, site.pageSize + 1);
  // Of a list under way too: where the rest of it changed since, it moved out of the days asked for, and
  // the schema knows no list of nothing.
  if (records.length === 0) {
    const message = resumed ? 'nothing of this list is left' : 'nothing changed in these days';
    return { ok: false, reason: 'noRecordsMatch', message };
  }
  const page = records.slice(0, site.pageSize);
  const total = state.total ?? (await countRecords(db, state));
  const last = page.at(-1);
  const goesOn = records.length > page.length && last !== undefined;
  const write = verb === 'ListRecords' ? recordXml : recordHeader;
  const token = goesOn ? writeToken({ ...state, after: last, given: state.given + page.length, total }) : '';
  // The last part of a list that came in parts ends with an empty token (section 3.5).
  const resumption =
    goesOn || resumed
      ? xmlElement('resumptionToken', token, { completeListSize: String(total), cursor: String(state.given) })
      : '';
  const body = page.map((record) => write(record, site.baseUrl)).join('\n');
  return { ok: true, value: `<${verb}>\n${body}\n${resumption}</${verb}>` };
}

function find(db: ReadingDb, identifier: string, site: OaiSite) {
  const prefix = oaiIdentifier('', site.baseUrl);
  const reference = identifier.startsWith(prefix) ? identifier.slice(prefix.length) : '';
  return readReference(reference) === reference && reference !== ''
    ? readRecord(db, reference)
    : Promise.resolve(null);
}

function unknown(): Result<string, OaiError> {
  return { ok: false, reason: 'idDoesNotExist', message: 'no record has this identifier' };
}

function identify({ baseUrl }: OaiSite, earliest: string): string {
  const host = repositoryDomain(baseUrl);
  return `<Identify>
<repositoryName>Sawt</repositoryName>
${xmlElement('baseURL', `${baseUrl}/oai`)}
<protocolVersion>2.0</protocolVersion>
${xmlElement('adminEmail', `archive@${host}`)}
${xmlElement('earliestDatestamp', earliest)}
<deletedRecord>persistent</deletedRecord>
<granularity>YYYY-MM-DD</granularity>
<compression>gzip</compression>
<description><oai-identifier xmlns="http://www.openarchives.org/OAI/2.0/oai-identifier" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai-identifier http://www.openarchives.org/OAI/2.0/oai-identifier.xsd"><scheme>oai</scheme><repositoryIdentifier>${xmlText(host)}</repositoryIdentifier><delimiter>:</delimiter><sampleIdentifier>oai:${xmlText(host)}:7kq2m9x4tb</sampleIdentifier></oai-identifier></description>
</Identify>`;
}

const FORMATS = `<ListMetadataFormats><metadataFormat><metadataPrefix>${METADATA_PREFIX}</metadataPrefix><schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</schema><metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace></metadataFormat></ListMetadataFormats>`;
