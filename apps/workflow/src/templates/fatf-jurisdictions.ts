/**
 * The lists of the Financial Action Task Force as of its plenary of 17 to 19 June 2026. They change three times a year
 * (February, June, October): a new list is a change here, and a new version of each workflow made from a template.
 */
export const fatfListsAsOf = '2026-06-19';

/** Subject to a call for action: counter-measures (KP, IR), enhanced due diligence (MM); FATF Recommendation 19. */
const callForAction = {
  KP: 'counter-measures, and UN Security Council sanctions',
  IR: 'counter-measures',
  MM: 'enhanced due diligence',
} as const;

/** Under increased monitoring. FATF asks for their risk to be considered, not for refusal. */
const increasedMonitoring = [
  'AO', // Angola
  'BA', // Bosnia and Herzegovina
  'BG', // Bulgaria
  'BO', // Bolivia
  'CD', // Democratic Republic of the Congo
  'CI', // Côte d'Ivoire
  'CM', // Cameroon
  'HT', // Haiti
  'IQ', // Iraq
  'KE', // Kenya
  'KW', // Kuwait
  'LA', // Lao PDR
  'LB', // Lebanon
  'MC', // Monaco
  'NP', // Nepal
  'PG', // Papua New Guinea
  'SS', // South Sudan
  'SY', // Syria
  'VE', // Venezuela
  'VG', // British Virgin Islands
  'VN', // Viet Nam
  'YE', // Yemen
] as const;

/**
 * Country rules by the FATF lists: North Korea is not served; everything else is for a person to look at. A country
 * under increased monitoring counts where somebody lives, pays tax or is incorporated: where somebody was born says
 * little about risk.
 */
export const fatfCountryRules = [
  ...Object.entries(callForAction).map(([country_code, measure]) => ({
    country_code,
    action: country_code === 'KP' ? 'auto_deny' : 'manual_review',
    applies_to: ['all'],
    reason: `FATF call for action: ${measure} (list of ${fatfListsAsOf})`,
  })),
  ...increasedMonitoring.map((country_code) => ({
    country_code,
    action: 'manual_review',
    applies_to: ['residence', 'tax_residence', 'incorporation'],
    reason: `FATF increased monitoring: consider the country's risk (list of ${fatfListsAsOf})`,
  })),
];
