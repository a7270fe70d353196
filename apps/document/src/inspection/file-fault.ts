/** Why a file is not accepted. `detail` tells the person what to do and never repeats anything of the file. */
export interface FileFault {
  code: FileFaultCode;
  detail: string;
}

export type FileFaultCode =
  | 'empty'
  | 'wrong_size'
  | 'wrong_hash'
  | 'wrong_type'
  | 'damaged'
  | 'too_many_pixels'
  | 'foreign_content'
  | 'encrypted'
  | 'active_content'
  | 'expands_too_much';

/** Builds a fault in one line. */
export function fault(code: FileFaultCode, detail: string): FileFault {
  return { code, detail };
}
