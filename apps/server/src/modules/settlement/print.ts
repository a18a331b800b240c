import { clockText } from '@liuliang/domain';
import type { LineView, StatementView } from './views';
import { causeText, lineWords, words, yuan, type Language } from './words';

/** Lines on paper; the file has all of them. */
export const PRINTED_LINES_MAX = 2000;

const STYLE = `@page{size:A4;margin:16mm}
body{font:10pt/1.5 -apple-system,"PingFang SC","Microsoft YaHei",sans-serif;color:#1c1c1a;margin:0 auto;max-width:178mm}
h1{font-size:16pt;margin:0 0 2mm}dl{display:grid;grid-template-columns:auto 1fr auto 1fr;gap:1mm 4mm;margin:4mm 0}
dt{color:#5c5c58}dd{margin:0;font-variant-numeric:tabular-nums}.hash{font:7.5pt monospace;word-break:break-all}
table{width:100%;border-collapse:collapse;font-size:9pt}thead{display:table-header-group}tr{break-inside:avoid}
th,td{padding:1mm 2mm;border-bottom:.2mm solid #c9c9c4;text-align:left}th.n,td.n{text-align:right;font-variant-numeric:tabular-nums}
.total{font-size:13pt;font-weight:600}`;

/** A statement as one HTML file that prints on A4: no script, nothing fetched from anywhere. */
export function printPage(
  statement: StatementView,
  lines: readonly LineView[],
  brand: { readonly name: string; readonly timeZone: string },
  language: Language,
): string {
  const say = (name: keyof typeof words): string => words[name][language];
  const state = statement.state;
  const facts: (readonly [string, string])[] = [
    [say('period'), statement.period],
    [say('party'), `${statement.party.name} (${statement.party.id})`],
    [say('state'), say(state)],
    [say('rates'), `${yuan(statement.rates.points)} / ${yuan(statement.rates.guidePoints)}`],
    [say('redeemed'), String(statement.redeemedPoints)],
    [say('reward'), String(statement.rewardPoints)],
    [say('clawback'), String(statement.clawbackPoints)],
    [say('paidOut'), String(statement.paidOutPoints)],
    [say('other'), String(statement.otherPoints)],
    [say('amount'), yuan(statement.amountFen)],
    [say('carriedIn'), yuan(statement.carriedInFen)],
    [say('writtenOff'), yuan(statement.writtenOffFen)],
    [say('carriedOut'), yuan(statement.carriedOutFen)],
    [say('reference'), statement.paidReference ?? '–'],
  ];
  const rows = lines.map((line) => lineRow(line, brand.timeZone, language)).join('');
  const head = (['happened', 'kind', 'source', 'points', 'fen'] as const).map(
    (name) => `<th${name === 'points' || name === 'fen' ? ' class="n"' : ''}>${say(name)}</th>`,
  );
  return (
    `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">` +
    `<title>${say('title')} ${text(statement.period)} ${text(statement.party.name)}</title><style>${STYLE}</style></head>` +
    `<body><h1>${text(brand.name)} · ${say('title')}</h1><dl>` +
    facts.map(([name, value]) => `<dt>${name}</dt><dd>${text(value)}</dd>`).join('') +
    `</dl><p class="total">${say('payable')} ¥${yuan(statement.payableFen)}</p>` +
    `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows}</tbody></table>` +
    (statement.lines > lines.length ? `<p>${lines.length} / ${statement.lines} → CSV</p>` : '') +
    `<p class="hash">${say('hash')}: ${text(statement.contentHash ?? '–')}</p></body></html>`
  );
}

function lineRow(line: LineView, timeZone: string, language: Language): string {
  return (
    `<tr><td>${clockText(line.occurredAtMs, timeZone)}</td><td>${lineWords[line.kind][language]}</td>` +
    `<td>${text(`${causeText(line.reference.kind, (said) => said[language])} ${line.reference.label ?? ''}`)}</td>` +
    `<td class="n">${line.points}</td><td class="n">${yuan(line.amountFen)}</td></tr>`
  );
}

/** Names and order numbers are written by others. */
const text = (value: string): string => value.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
