export { specimenState, type SpecimenPerson } from './specimen-person.js';
export { passportMrz } from './mrz/passport-mrz.js';
export { renderPassport, passportImage } from './passport/render-passport.js';
export { renderUtilityBill, type UtilityBill } from './bill/utility-bill.js';
export { renderOwnersDeclaration, type OwnersDeclaration } from './company/owners-declaration.js';
export { photograph, type PhotographOptions } from './camera/photograph.js';
export { cropPortrait, type PixelRect } from './camera/crop-portrait.js';
export { samplePeople, type SampleCrop, type SamplePerson } from './people/sample-people.js';
export { loadSamplePortrait, loadSampleSelfie } from './people/sample-photographs.js';
