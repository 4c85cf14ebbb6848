import { readFileSync } from 'node:fs';
import { RelaxNGValidator, XmlDocument, XmlError } from 'libxml2-wasm';

/** The formats of which the rules are written down under `rules`, each as a RELAX NG schema. */
export type XmlFormat = 'atom' | 'oai-pmh' | 'oembed' | 'opensearch' | 'sitemap';

const validators = new Map<XmlFormat, RelaxNGValidator>();

/**
 * What is wrong with a document by the rules of its format, each as a sentence; empty where nothing is.
 * A document that is no well-formed XML 1.0 is told the same way.
 */
export function judgeXml(xml: string, format: XmlFormat): string[] {
  let document: XmlDocument | null = null;
  try {
    document = XmlDocument.fromString(xml);
    validatorOf(format).validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlError) return error.message.trim().split('\n');
    throw error;
  } finally {
    document?.dispose();
  }
}

function validatorOf(format: XmlFormat): RelaxNGValidator {
  const known = validators.get(format);
  if (known !== undefined) return known;
  const rules = XmlDocument.fromString(
    readFileSync(new URL(`./rules/${format}.rng`, import.meta.url), 'utf8'),
  );
  const made = RelaxNGValidator.fromDoc(rules);
  rules.dispose();
  validators.set(format, made);
  return made;
}
