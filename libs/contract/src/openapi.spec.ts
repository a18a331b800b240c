import SwaggerParser from '@apidevtools/swagger-parser';
import { routes } from '.';
import { openApiDocument } from './openapi';

it('is a valid OpenAPI document in which every reference resolves', async () => {
  const document = openApiDocument();
  // Resolves references in place.
  await expect(SwaggerParser.validate(structuredClone(document) as never)).resolves.toBeTruthy();
  const paths = Object.values(document['paths'] as Record<string, object>);
  expect(paths.flatMap((path) => Object.keys(path))).toHaveLength(Object.keys(routes).length);
});
