/** A definition as an integrator would write it. */
export type TemplateDefinition = Readonly<Record<string, unknown>>;

/** A ready-made workflow. */
export interface Template {
  definition: TemplateDefinition;
  entityTypes: readonly ('individual' | 'company')[];
  /** Workflows for its related parties, by the name that `definition` uses in place of their ids. */
  parties: Readonly<Record<string, TemplateDefinition>>;
}
