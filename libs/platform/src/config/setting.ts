/** A setting that was given a value the platform cannot use. */
export class WrongSetting extends Error {}

/** How one environment variable is read. `parse` throws `WrongSetting` with a sentence on what is expected. */
export interface Setting<T> {
  meaning: string;
  /** Shown in the documentation table; the value itself comes from `parse(undefined)`. */
  defaultText: string;
  /** Never printed, not even when it is wrong. */
  secret?: boolean;
  parse(raw: string | undefined): T;
}

type Options = { secret?: boolean };

export function text(meaning: string, fallback: string): Setting<string> {
  return { meaning, defaultText: fallback || 'empty', parse: (raw) => raw ?? fallback };
}

export function optional(
  meaning: string,
  absent: string,
  options: Options = {},
): Setting<string | undefined> {
  return { meaning, defaultText: absent, ...options, parse: (raw) => raw };
}

export function url(
  meaning: string,
  absent: string,
  schemes: readonly string[],
): Setting<string | undefined> {
  return {
    meaning,
    defaultText: absent,
    parse: (raw) => {
      if (raw === undefined) return undefined;
      if (!URL.canParse(raw) || !schemes.includes(new URL(raw).protocol))
        throw new WrongSetting(`must be a URL that begins with ${schemes.map((s) => `${s}//`).join(' or ')}`);
      return raw.replace(/\/$/, '');
    },
  };
}

export function wholeNumber(
  meaning: string,
  fallback: number,
  range: { min: number; max: number },
): Setting<number> {
  return {
    meaning,
    defaultText: String(fallback),
    parse: (raw) => {
      if (raw === undefined) return fallback;
      const value = Number(raw);
      if (!/^\d+$/.test(raw) || value < range.min || value > range.max)
        throw new WrongSetting(`must be a whole number from ${range.min} to ${range.max}`);
      return value;
    },
  };
}

export function choice<T extends string>(meaning: string, values: readonly T[], fallback: T): Setting<T> {
  return {
    meaning: `${meaning} (${values.map((v) => `\`${v}\``).join(', ')})`,
    defaultText: fallback,
    parse: (raw) => {
      const value = (raw ?? fallback) as T;
      if (!values.includes(value)) throw new WrongSetting(`must be one of ${values.join(', ')}`);
      return value;
    },
  };
}

export function list(meaning: string, absent: string): Setting<string[]> {
  return {
    meaning,
    defaultText: absent,
    parse: (raw) =>
      (raw ?? '')
        .split(',')
        .map((s) => s.trim())
        .filter(Boolean),
  };
}

/** A secret of at least `minLength` characters. */
export function secret(meaning: string, absent: string, minLength: number): Setting<string | undefined> {
  return {
    meaning,
    defaultText: absent,
    secret: true,
    parse: (raw) => {
      if (raw !== undefined && raw.length < minLength)
        throw new WrongSetting(`must have at least ${minLength} characters`);
      return raw;
    },
  };
}
