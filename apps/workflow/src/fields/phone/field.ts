import { Type } from '@sinclair/typebox';
import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { accept, defineField, refuse } from '../field-type.js';

const mobileKinds = ['MOBILE', 'FIXED_LINE_OR_MOBILE'];

/**
 * A telephone number, kept in E.164; validity and kind by Google's metadata (libphonenumber). Numbers without `+` are
 * those of `default_country`; an extension is no part of a number that can be called back or sent a message.
 */
export const phoneField = defineField({
  type: 'phone',
  options: {
    format: Type.Union([Type.Literal('international'), Type.Literal('national')], {
      default: 'international',
    }),
    require_mobile: Type.Boolean({ default: false }),
    default_country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
  },
  checkOptions({ default_country, format }) {
    if (default_country !== undefined && !isSupportedCountry(default_country))
      return [{ at: '/default_country', code: 'not_allowed', detail: 'must be an ISO country code' }];
    if (format === 'national' && default_country === undefined)
      return [{ at: '/default_country', code: 'required', detail: 'is required for national numbers' }];
    return [];
  },
  read(value, { require_mobile, default_country, format }) {
    if (typeof value !== 'string' || value.length > 40)
      return refuse('wrong_type', 'must be a telephone number');
    const country = default_country as CountryCode | undefined;
    const phone = parsePhoneNumberFromString(value.trim(), {
      extract: false,
      ...(country && { defaultCountry: country }),
    });
    if (!phone?.isValid() || phone.ext !== undefined)
      return refuse(
        'wrong_format',
        format === 'national' ? 'must be a valid number' : 'must be a number like +31 6 …',
      );
    const kind = phone.getType();
    if (require_mobile && (kind === undefined || !mobileKinds.includes(kind)))
      return refuse('not_mobile', 'must be a mobile number');
    return accept(phone.number);
  },
});
