/** What keeps a document from being published, and where: `multipliers.item.2.items`, `levels.0.name.zh`. */
export interface Fault {
  readonly path: string;
  readonly fault:
    'empty' | 'blank' | 'repeated' | 'out_of_range' | 'out_of_order' | 'not_zero' | 'no_such_date';
}
