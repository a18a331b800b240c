import type { Readable } from 'node:stream';
import { Controller } from '@nestjs/common';
import { correctedKinds, routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import {
  Input,
  RawReply,
  RawRequest,
  RefusalError,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
  type ServedRequest,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import type { FastifyReply } from 'fastify';
import { OperatorsService } from '../identity';
import { BackgroundImports } from './background-imports';
import { faultReport } from './fault-report';
import { mayBeNew } from './code-questions';
import { ImportsService, type ImportView, type PreviewView } from './imports.service';

@Controller()
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly background: BackgroundImports,
    private readonly operators: OperatorsService,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.startImport)
  async start(
    @Who() who: OperatorPrincipal,
    @Input() { query }: InputOf<typeof routes.startImport>,
    @RawRequest() request: ServedRequest,
  ) {
    // Any other content type was parsed or refused before; only files arrive as a stream.
    const source = request.body as Readable | undefined;
    if (typeof source?.pipe !== 'function') return fail({ code: 'HEADER_WRONG' as const });
    const { brandId, operatorId } = who;
    const { correct, encoding, sheet, ...told } = query;
    const corrects = correct === 'true';
    if (corrects && !correctedKinds.includes(query.kind))
      throw new RefusalError({
        code: 'INPUT_INVALID',
        faults: [{ field: 'query.correct', fault: `${correctedKinds.join(' and ')} only` }],
      });
    const started = await this.imports.start({
      brandId,
      operatorId,
      source,
      corrects,
      said: { encoding, sheet },
      ...told,
    });
    if (!started.ok) return started;
    await this.background.hint();
    return ok(await this.shown(started.value));
  }

  @Serve(routes.imports)
  async latest(@Who() who: OperatorPrincipal) {
    const rows = await this.imports.latest(who.brandId);
    return { items: await Promise.all(rows.map((row) => this.shown(row))) };
  }

  @Serve(routes.waitingImports)
  async waiting(@Who() who: OperatorPrincipal) {
    const rows = await this.imports.waitingFor(who);
    return { items: await Promise.all(rows.map((row) => this.shown(row))) };
  }

  @Serve(routes.importStatus)
  async status(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.importStatus>) {
    const found = await this.imports.byId(who.brandId, this.idOf(params.importId));
    return found.ok ? ok(await this.shown(found.value)) : found;
  }

  @Serve(routes.importPreview)
  async preview(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.importPreview>) {
    const found = await this.imports.preview(who, this.idOf(params.importId));
    return found.ok ? ok(previewed(found.value)) : found;
  }

  @Serve(routes.confirmImport)
  async confirm(
    @Who() who: OperatorPrincipal,
    @Input() { params, body }: InputOf<typeof routes.confirmImport>,
  ) {
    const confirmed = await this.imports.confirm(who, this.idOf(params.importId), body);
    if (!confirmed.ok) return confirmed;
    await this.background.hint();
    return ok(await this.shown(confirmed.value));
  }

  @Serve(routes.discardImport)
  async discard(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.discardImport>) {
    const gone = await this.imports.discard(who.brandId, this.idOf(params.importId), who.operatorId);
    return gone.ok ? ok(await this.shown(gone.value)) : gone;
  }

  @Serve(routes.reverseImport)
  async reverse(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.reverseImport>) {
    const begun = await this.imports.reverse(who.brandId, this.idOf(params.importId), who.operatorId);
    if (!begun.ok) return begun;
    await this.background.hint();
    return ok(await this.shown(begun.value));
  }

  @Serve(routes.importErrors)
  async errors(
    @Who() who: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.importErrors>,
    @RawReply() reply: FastifyReply,
  ) {
    const faults = await this.imports.faults(who.brandId, this.idOf(params.importId));
    if (!faults.ok) return faults;
    void reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${params.importId}-errors.csv"`);
    const { of, kept } = faults.value;
    return ok(faultReport(of, this.imports.headersOf(of.kind), kept));
  }

  /** 0 for what is no id of ours: no import has it. */
  private idOf(importId: string): number {
    return this.publicIds.decode('imp', importId) ?? 0;
  }

  private async reversalOf({ reversedBy, reversedAtMs, refunded, nothingLeft }: ImportView) {
    if (reversedAtMs === 0) return null;
    const operator = await this.operators.byId(reversedBy);
    return { refunded, nothingLeft, startedAtMs: reversedAtMs, operator: operator?.displayName ?? null };
  }

  private async shown(view: ImportView) {
    const operator = view.operatorId === 0 ? null : await this.operators.byId(view.operatorId);
    return {
      importId: this.publicIds.encode('imp', view.id),
      kind: view.kind,
      fileName: view.fileName,
      format: view.format,
      encoding: view.encoding,
      workbook: workbookOf(view),
      corrects: view.corrects,
      state: view.state,
      startedAtMs: view.startedAtMs,
      bytes: view.bytes,
      bytesDone: view.bytesDone,
      lines: view.lines,
      accepted: view.accepted,
      duplicate: view.duplicate,
      rejected: view.rejected,
      held: view.held,
      finishedAtMs: view.finishedAtMs || null,
      reversible: view.reversible,
      moved: view.moved,
      reversal: await this.reversalOf(view),
      reasons: [...view.reasons],
      operator: operator?.displayName ?? null,
    };
  }
}

function workbookOf({ format, sheet, unreadSheets, hiddenRows }: ImportView) {
  if (format !== 'xlsx') return null;
  return { sheet, unread: unreadSheets.split('/').filter(Boolean), hiddenRows };
}

function previewed({ row, problems, codes, balances }: PreviewView) {
  return {
    fileHash: row.fileHash,
    problems: problems.map(({ line, code, field, text }) => ({ line, code, field: field || null, text })),
    future: row.future,
    codes: codes.map((one) => ({
      number: one.number,
      thing: one.thing,
      code: one.code,
      lines: one.lines,
      firstLine: one.firstLine,
      mayBeNew: mayBeNew(one),
      offers: one.offers.map(({ code, name }) => ({ code, name })),
      meaning: one.meaning || null,
      as: one.asCode || null,
    })),
    codesBeyond: row.codesBeyond,
    balances,
  };
}
