import type { FieldError } from '#libs/problems';

type Loose = Record<string, unknown>;

const asObject = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
const asList = (value: unknown): Loose[] => (Array.isArray(value) ? value.slice(0, 500).map(asObject) : []);

/**
 * The places of a definition that ask for something of the public contract that is not built yet. Such a definition is
 * refused as a whole: a workflow that silently skipped a check would be worse than none.
 */
export function partsNotBuilt(input: unknown): FieldError[] {
  return asList(asObject(input)['steps']).flatMap((step, i) =>
    asList(step['document_requirements']).flatMap((requirement, k) =>
      inRequirement(requirement, `/steps/${i}/document_requirements/${k}`),
    ),
  );
}

function inRequirement(requirement: Loose, at: string): FieldError[] {
  const { extraction_profile: profile, post_upload_validations: validations } = requirement;
  return [
    ...(typeof profile === 'string' ? [notBuilt(`${at}/extraction_profile`)] : []),
    ...(Array.isArray(validations) && validations.length > 0
      ? [notBuilt(`${at}/post_upload_validations`)]
      : []),
  ];
}

const notBuilt = (pointer: string): FieldError => ({
  pointer,
  code: 'not_built',
  detail: 'is not built yet',
});
