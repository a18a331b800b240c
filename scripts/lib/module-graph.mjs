/**
 * The areas of the server and who imports whom, read from the sources, and the part of docs/architecture/overview.md
 * that is written from them. Tests and entry points do not count: they may know everybody.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

export const MODULES = 'apps/server/src/modules';
export const PAGE = 'docs/architecture/overview.md';
const BEGIN = '<!-- written by npm run graph -->';
const END = '<!-- end -->';
/** The first sentence of an area's README says what it is for. */
const FIRST_SENTENCE = /^# [^\n]+\n\n([^]+?\.)(?=\s|$)/;

/** @returns {Map<string, Set<string>>} imported areas by area, both in order of the alphabet */
export function readModuleGraph(folder = join(ROOT, MODULES)) {
  const areas = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return new Map(areas.map((area) => [area, importsOf(join(folder, area), new Set(areas))]));
}

function importsOf(folder, areas) {
  const found = new Set();
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, area] of text.matchAll(/(?:from|import\()\s*'(?:\.\.\/)+([a-z-]+)(?:\/index)?'/g))
      if (areas.has(area)) found.add(area);
  }
  return new Set([...found].sort());
}

/** @returns {string[] | null} areas that import one another in a ring, or null */
export function findCircle(graph) {
  const state = new Map();
  const path = [];
  const visit = (area) => {
    if (state.get(area) === 'done') return null;
    if (state.get(area) === 'open') return [...path.slice(path.indexOf(area)), area];
    state.set(area, 'open');
    path.push(area);
    for (const next of graph.get(area) ?? []) {
      const circle = visit(next);
      if (circle) return circle;
    }
    path.pop();
    state.set(area, 'done');
    return null;
  };
  for (const area of graph.keys()) {
    const circle = visit(area);
    if (circle) return circle;
  }
  return null;
}

/** What can be reached by way of another import is left out of the drawing: 27 areas would be a ball of wool. */
export function drawn(graph) {
  const reach = (area, seen = new Set()) => {
    for (const next of graph.get(area) ?? []) if (!seen.has(next)) reach(next, seen.add(next));
    return seen;
  };
  const lines = [...graph].flatMap(([area, imports]) => {
    const direct = [...imports].filter(
      (one) => ![...imports].some((other) => other !== one && reach(other).has(one)),
    );
    return direct.length === 0 ? [] : [`  ${area} --> ${direct.join(' & ')}`];
  });
  return ['```mermaid', 'flowchart TD', ...lines, '```'].join('\n');
}

/** A table of the areas, each with the first sentence of its README. */
export function listed(graph, folder = join(ROOT, MODULES)) {
  const rows = [...graph.keys()].map((area) => {
    const [, sentence] = FIRST_SENTENCE.exec(readFileSync(join(folder, area, 'README.md'), 'utf8')) ?? [];
    if (!sentence) throw new Error(`${MODULES}/${area}/README.md does not begin with a sentence`);
    const plain = sentence.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll(/\s+/g, ' ');
    return `| \`${area}\` | ${plain.replaceAll('|', '\\|')} |`;
  });
  return ['| module | what it is for |', '|---|---|', ...rows].join('\n');
}

/** The page with its drawing and its table made anew. */
export function withDrawing(page, graph, folder = join(ROOT, MODULES)) {
  const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`${PAGE} lost the marks around its drawing`);
  const written = `${drawn(graph)}\n\n${listed(graph, folder)}`;
  return `${page.slice(0, start + BEGIN.length)}\n\n${written}\n\n${page.slice(end)}`;
}

/** @returns {boolean} whether the page changed */
export function writeModuleGraph() {
  const path = join(ROOT, PAGE);
  const page = readFileSync(path, 'utf8');
  const drawnPage = withDrawing(page, readModuleGraph());
  if (drawnPage !== page) writeFileSync(path, drawnPage);
  return drawnPage !== page;
}

/** What is wrong with the page or the imports, in sentences. */
export function faultsOf(page, graph) {
  const circle = findCircle(graph);
  return [
    ...(circle ? [`areas import one another in a circle: ${circle.join(' → ')}`] : []),
    ...(withDrawing(page, graph) === page
      ? []
      : [`${PAGE} has other areas or imports than there are: npm run graph`]),
  ];
}

export const readPage = () => readFileSync(join(ROOT, PAGE), 'utf8');
