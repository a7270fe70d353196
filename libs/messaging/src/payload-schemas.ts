import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { MessageContract } from '#libs/contracts';

type Validate = (data: unknown) => { pointer: string; keyword: string }[];

/**
 * Compiles each contract's schema once. Unknown members are accepted: within a major version a newer producer may add
 * optional fields, and an older consumer must go on.
 */
export class PayloadSchemas {
  private readonly ajv = withFormats(new Ajv({ strict: false, allErrors: false, removeAdditional: false }));
  private readonly compiled = new WeakMap<MessageContract, Validate>();

  /** Returns what does not fit: JSON pointers and schema keywords, never values. Empty when the data fits. */
  problems(contract: MessageContract, data: unknown): { pointer: string; keyword: string }[] {
    let validate = this.compiled.get(contract);
    if (!validate) {
      validate = this.compile(contract);
      this.compiled.set(contract, validate);
    }
    return validate(data);
  }

  private compile(contract: MessageContract): Validate {
    const check = this.ajv.compile(contract.schema);
    return (data) =>
      check(data)
        ? []
        : (check.errors ?? []).map(({ instancePath, keyword }) => ({ pointer: instancePath, keyword }));
  }
}

/** Both module systems publish this plugin differently; one of the two shapes is the function. */
function withFormats(ajv: Ajv): Ajv {
  formats.default(ajv);
  return ajv;
}
