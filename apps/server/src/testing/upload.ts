import type { ReplyOf } from '@liuliang/contract/client';
import { BackgroundImports } from '../modules/imports';
import { must, type TestHttp } from './test-http';

type Preview = ReplyOf<'importPreview'>;
type Answers = Parameters<ReturnType<TestHttp['client']>['confirmImport']>[0]['body']['codes'];

/** Every code that can be one is new: what an operator says of a brand's first file. */
export const allNew = ({ codes }: Preview): Answers =>
  codes.filter(({ mayBeNew }) => mayBeNew).map(({ number }) => ({ number, meaning: 'new' }));

/** Has an uploaded file looked at, confirms it, and has it posted. @returns what was shown before */
export async function takeIn(
  http: TestHttp,
  token: string,
  importId: string,
  answers: (preview: Preview) => Answers = allNew,
): Promise<Preview> {
  const [client, params] = [http.client(token), { importId }];
  await http.get(BackgroundImports).runDue();
  const preview = must(await client.importPreview({ params }));
  const body = { fileHash: preview.fileHash, codes: answers(preview) };
  must(await client.confirmImport({ params, body }));
  await http.get(BackgroundImports).runDue();
  return preview;
}
