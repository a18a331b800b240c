/**
 * Whose table a statement touches, and whether it says of which brand. Read from the sources: every text in the code is
 * put together as far as constants of its file go, and what is SQL is looked through for names of tables.
 */
import ts from 'typescript';
import type { SourceFile } from './source-tree';

const MODULES = /^apps\/server\/src\/modules\/([^/]+)\//;
const PLATFORM = /^apps\/server\/src\/platform\//;

export interface OwnedTable {
  readonly name: string;
  /** What its value is called in the sources. */
  readonly value: string;
  readonly owner: string;
  readonly isOfBrand: boolean;
}

export interface Statement {
  readonly file: string;
  readonly line: number;
  readonly area: string;
  readonly sql: string;
}

export interface Touch {
  readonly table: OwnedTable;
  readonly isWrite: boolean;
}

const areaOf = (path: string): string | null =>
  MODULES.exec(path)?.[1] ?? (PLATFORM.test(path) ? 'platform' : null);

const isLooked = ({ path }: SourceFile): boolean =>
  areaOf(path) !== null &&
  path.endsWith('.ts') &&
  !path.endsWith('.spec.ts') &&
  !/\/migrations(\/|\.ts$)/.test(path);

/** Every table that is declared as a value, with the area whose folder it stands in. */
export function ownedTables(files: readonly SourceFile[]): OwnedTable[] {
  return files.filter(isLooked).flatMap(({ path, text }) =>
    [...text.matchAll(/\bconst (\w+) = (table|tableWithoutBrand)\(\s*'(\w+)'/g)].map(
      ([, value, maker, name]) => ({
        name: name as string,
        value: value as string,
        owner: areaOf(path) as string,
        isOfBrand: maker === 'table',
      }),
    ),
  );
}

/** Tables by area and name of their value: `gifts.giftOrders`, also those that read it across brands. */
function tableValues(files: readonly SourceFile[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const { path, text } of files.filter(isLooked)) {
    const area = areaOf(path) as string;
    for (const [, value, table] of text.matchAll(/const (\w+) = (?:table|tableWithoutBrand)\(\s*'(\w+)'/g))
      values.set(`${area}.${value}`, table as string);
    for (const [, value, of] of text.matchAll(/const (\w+) = (\w+)\.acrossBrands\(/g))
      if (values.has(`${area}.${of}`)) values.set(`${area}.${value}`, values.get(`${area}.${of}`) as string);
  }
  return values;
}

/** The table values of other areas that a file imports, by the name that it gives them. */
function importedTables(source: ts.SourceFile, values: ReadonlyMap<string, string>): Map<string, string> {
  const imported = new Map<string, string>();
  for (const node of source.statements) {
    if (!ts.isImportDeclaration(node) || !node.importClause?.namedBindings) continue;
    const [, from, platform] =
      /^(?:\.\.\/)+([\w-]+)$|^(?:\.\.\/)+platform\/(tables)$/.exec(
        (node.moduleSpecifier as ts.StringLiteral).text,
      ) ?? [];
    if (!ts.isNamedImports(node.importClause.namedBindings)) continue;
    for (const { name, propertyName } of node.importClause.namedBindings.elements) {
      const table = values.get(`${platform ? 'platform' : from}.${(propertyName ?? name).text}`);
      if (table) imported.set(name.text, table);
    }
  }
  return imported;
}

const WRITING = /^(insert|insertNew|insertFlat|set|remove)$/;

/** A call on a table value as a statement; the value itself sees to the brand. */
function calledOn(node: ts.Node, imported: Map<string, string>): string | null {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  const { expression: value, name: method } = node.expression;
  const table = ts.isIdentifier(value) ? imported.get(value.text) : undefined;
  if (!table) return null;
  const { parent } = node;
  // What reads it across brands is the same table by another name.
  if (method.text === 'acrossBrands' && ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name))
    imported.set(parent.name.text, table);
  return WRITING.test(method.text) ? `UPDATE ${table} (brand_id)` : `SELECT brand_id FROM ${table}`;
}

/** Every text of the areas and the platform that is SQL, and every call on a table value of another area. */
export function statements(files: readonly SourceFile[]): Statement[] {
  const values = tableValues(files);
  return files.filter(isLooked).flatMap((file) => {
    const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, true);
    const imported = importedTables(source, values);
    const constants = new Map<string, ts.Expression>();
    const found: Statement[] = [];
    const fragments = new Set<string>();
    const collect = (node: ts.Node): void => {
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
        constants.set(node.name.text, node.initializer);
      if (isText(node)) namesIn(node, fragments);
      ts.forEachChild(node, collect);
    };
    const add = (node: ts.Node, sql: string): void => {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      found.push({ file: file.path, line, area: areaOf(file.path) as string, sql });
    };
    const visit = (node: ts.Node): void => {
      const table = insertedInto(node);
      if (table) add(node, `INSERT INTO ${table}`);
      const called = calledOn(node, imported);
      if (called) add(node, called);
      if (!isText(node)) return ts.forEachChild(node, visit);
      const { parent } = node;
      // A piece of statements is looked at where it is used, as a whole.
      if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) && fragments.has(parent.name.text))
        return;
      const sql = textOf(node, constants);
      if (/\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN)\b/.test(sql)) add(node, sql);
    };
    collect(source);
    visit(source);
    return found;
  });
}

const isSum = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;

const isText = (node: ts.Node): node is ts.Expression =>
  ts.isStringLiteral(node) ||
  ts.isNoSubstitutionTemplateLiteral(node) ||
  ts.isTemplateExpression(node) ||
  (isSum(node) && (isText(node.left) || isText(node.right)));

/** Constants that a text is put together from. */
function namesIn(node: ts.Node, names: Set<string>): void {
  if (ts.isIdentifier(node)) names.add(node.text);
  if (isText(node) || ts.isTemplateSpan(node) || ts.isConditionalExpression(node))
    ts.forEachChild(node, (child) => namesIn(child, names));
}

/** The table of `insertRows(tx, 'table', …)`. */
function insertedInto(node: ts.Node): string | null {
  if (!ts.isCallExpression(node) || !/^insert(Rows|Flat)$/.test(node.expression.getText())) return null;
  const table = node.arguments[1];
  return table && ts.isStringLiteral(table) ? table.text : null;
}

/** What is not known here stands as `…`, which is no word of SQL. */
function textOf(node: ts.Node, constants: ReadonlyMap<string, ts.Expression>, depth = 0): string {
  if (depth > 6) return '…';
  const inner = (one: ts.Node): string => textOf(one, constants, depth + 1);
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return (
      node.head.text + node.templateSpans.map((span) => inner(span.expression) + span.literal.text).join('')
    );
  if (isSum(node)) return inner(node.left) + inner(node.right);
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return inner(node.expression);
  if (ts.isConditionalExpression(node)) return `${inner(node.whenTrue)} ${inner(node.whenFalse)}`;
  // How a dialect writes a join whose order is kept.
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'thenJoin') return 'JOIN';
  if (ts.isIdentifier(node) && constants.has(node.text))
    return inner(constants.get(node.text) as ts.Expression);
  return '…';
}

/** The tables that a statement names, each once, and whether it writes them. */
export function touched({ sql }: Statement, tables: ReadonlyMap<string, OwnedTable>): Touch[] {
  const touches = new Map<string, Touch>();
  for (const [, verb, name] of sql.matchAll(/\b(DELETE FROM|FROM|JOIN|INTO|UPDATE)\s+(\w+|…)/g)) {
    const table = name === '…' ? UNREAD : tables.get(name as string);
    if (!table) continue;
    const isWrite = /^(DELETE FROM|INTO|UPDATE)$/.test(verb as string);
    touches.set(table.name, { table, isWrite: isWrite || (touches.get(table.name)?.isWrite ?? false) });
  }
  return [...touches.values()];
}

/** A name that is put together while the product runs: it stands in the list as `…`. */
const UNREAD: OwnedTable = { name: '…', value: '…', owner: 'nobody knows whom', isOfBrand: false };

/** A read across areas that is meant. */
export interface ReadModel {
  readonly file: string;
  readonly tables: readonly string[];
  readonly reason: string;
}

/** Statements over rows of a brand that do not say which brand, and are safe all the same. */
export interface ByKnownId {
  readonly file: string;
  /** How many of the file; one more is looked at anew. */
  readonly count: number;
  readonly reason: string;
}

export interface Lists {
  readonly readModels: readonly ReadModel[];
  readonly byKnownId: readonly ByKnownId[];
}

/** Faults by name, each with its place; entries of the lists that nothing needs are faults as well. */
export function tableFaults(files: readonly SourceFile[], { readModels, byKnownId }: Lists): string[] {
  const tables = new Map(ownedTables(files).map((table) => [table.name, table]));
  const faults: string[] = [];
  const needed = new Set<string>();
  const unnamed = new Map<string, string[]>();
  for (const statement of statements(files)) {
    const { file, line, area, sql } = statement;
    const touches = touched(statement, tables);
    for (const { table, isWrite } of touches) {
      if (table.owner === area || (table === UNREAD && area === 'platform')) continue;
      const model = readModels.find((one) => one.file === file && one.tables.includes(table.name));
      if (model && (!isWrite || table === UNREAD)) needed.add(`${file} ${table.name}`);
      else
        faults.push(
          `${isWrite ? 'writes-elsewhere' : 'reads-elsewhere'}: ${file}:${line} ${table.name} of ${table.owner}`,
        );
    }
    const isWhole = /\bWHERE\b|\bUPDATE\b|\bDELETE FROM\b/.test(sql) || /^\s*SELECT\b/.test(sql);
    const ofBrands = touches.filter(({ table }) => table.isOfBrand);
    if (!isWhole || ofBrands.length === 0 || /\bINTO\b/.test(sql) || /brand_id|brandId/.test(sql)) continue;
    const place = `brand-not-named: ${file}:${line} ${ofBrands.map(({ table }) => table.name).join(', ')}`;
    unnamed.set(file, [...(unnamed.get(file) ?? []), place]);
  }
  for (const [file, places] of unnamed) {
    const known = byKnownId.find((one) => one.file === file)?.count ?? 0;
    if (places.length > known) faults.push(...places);
  }
  for (const { file, tables: named } of readModels)
    for (const name of named)
      if (!needed.has(`${file} ${name}`)) faults.push(`needless-entry: ${file} ${name}`);
  for (const { file, count } of byKnownId)
    if ((unnamed.get(file)?.length ?? 0) < count) faults.push(`needless-entry: ${file} by known id`);
  return faults;
}
