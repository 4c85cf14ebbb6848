import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { openApiDocument } from './openapi';

const described = () => JSON.parse(JSON.stringify(openApiDocument('https://archive.example')));

it('the API’s description is OpenAPI 3.1 by that format’s own schema', async () => {
  const validator = new Validator();
  const result = await validator.validate(described());
  expect(result.errors ?? []).toEqual([]);
  expect([result.valid, validator.version]).toEqual([true, '3.1']);
});

it('the same judge refuses a description with a mistake in it', async () => {
  const wrong = described();
  wrong.paths['/api/v1/testimonies'].get.parameters[0].in = 'nowhere';
  expect((await new Validator().validate(wrong)).valid).toBe(false);
});

it('every operation has a name of its own, and every parameter of a path is described', () => {
  const operations = Object.entries(described().paths) as [
    string,
    { get: { operationId: string; parameters: { in: string; name: string }[] } },
  ][];
  const names = operations.map(([, { get }]) => get.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const [path, { get }] of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const told = get.parameters.filter(({ in: where }) => where === 'path').map(({ name }) => name);
    expect(told, path).toEqual(inPath);
  }
});
