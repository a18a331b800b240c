import { Readable } from 'node:stream';
import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok, type Refusal, type Result } from '@liuliang/domain';
import type { FastifyReply } from 'fastify';
import { Input, RawReply, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import type { ListFileRow } from './entities';
import { KEPT_MS, ListFilesService } from './service';
import { ListWriter } from './writer';

@Controller()
export class ListFilesController {
  constructor(
    private readonly files: ListFilesService,
    private readonly writer: ListWriter,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.fileList)
  async ask(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.fileList>) {
    const asked = await this.files.ask(who, body);
    if (asked.ok) await this.writer.hint();
    return this.shown(asked);
  }

  @Serve(routes.listFiles)
  async list(@Who() who: OperatorPrincipal) {
    return { items: (await this.files.latest(who)).map((row) => this.view(row)) };
  }

  @Serve(routes.listFile)
  async one(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.listFile>) {
    return this.shown(await this.files.byId(who, params.fileId));
  }

  @Serve(routes.listFileContent)
  async content(
    @Who() who: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.listFileContent>,
    @RawReply() reply: FastifyReply,
  ) {
    const file = await this.files.open(who, params.fileId);
    if (!file.ok) return file;
    void reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${params.fileId}.csv"`);
    return ok(Readable.from(file.value));
  }

  @Serve(routes.cancelListFile)
  async cancel(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.cancelListFile>) {
    return this.shown(await this.files.cancel(who, params.fileId));
  }

  private shown<R extends Refusal>(found: Result<ListFileRow, R>) {
    return found.ok ? ok(this.view(found.value)) : found;
  }

  private view({ id, list, asked, state, startedAtMs, finishedAtMs, lineCount, bytes }: ListFileRow) {
    const keptUntilMs = state === 'done' ? finishedAtMs + KEPT_MS : null;
    return {
      fileId: this.publicIds.encode('lfl', id),
      ...{
        list,
        title: asked.title,
        state,
        startedAtMs,
        finishedAtMs: finishedAtMs || null,
        keptUntilMs,
        rows: lineCount,
        bytes,
      },
    };
  }
}
