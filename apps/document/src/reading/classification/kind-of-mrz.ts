import { type DocumentKind } from '../document-analyzer.js';
import { type MrzReading } from '../mrz/mrz-reading.js';

/**
 * Document codes of residence permits: `IR` and `AR` (EU format), `RP`, and the `C1`, `C2` of cards of permanent
 * residents of the USA. ICAO Doc 9303 leaves the second letter to the issuer.
 */
const residencePermitCode = /^(IR|AR|CR|C1|C2|RP)$/;

/** The kind of document that a zone belongs to; cards are told from residence permits by the second letter. */
export function kindOfMrz({ format, code }: Pick<MrzReading, 'format' | 'code'>): DocumentKind {
  if (code.startsWith('V') || format === 'MRVA' || format === 'MRVB') return 'visa';
  if (code.startsWith('P') || format === 'TD3') return 'passport';
  return residencePermitCode.test(code) ? 'residence_permit' : 'national_id';
}
