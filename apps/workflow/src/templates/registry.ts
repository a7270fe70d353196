import { basicKyc } from './basic-kyc.js';
import { companyKyc } from './company-kyc.js';
import { merchantOnboarding } from './merchant-onboarding.js';
import { pepEnhanced } from './pep-enhanced.js';
import type { Template } from './template.js';
import { uboVerification } from './ubo-verification.js';

const parties = { 'ubo-verification': uboVerification };

/** Every template by its name in the API; a new one is a file and a line here. */
export const templates: ReadonlyMap<string, Template> = new Map<string, Template>([
  ['basic-kyc', { definition: basicKyc, entityTypes: ['individual'], parties: {} }],
  ['company-kyc', { definition: companyKyc, entityTypes: ['company'], parties }],
  ['merchant-onboarding', { definition: merchantOnboarding, entityTypes: ['company'], parties }],
  ['pep-enhanced', { definition: pepEnhanced, entityTypes: ['individual'], parties: {} }],
]);

/** The template that a definition names as its `template_type`; those of the tenant's own making have none. */
export function templateOf(templateType: unknown): Template | undefined {
  return typeof templateType === 'string' ? templates.get(templateType) : undefined;
}
