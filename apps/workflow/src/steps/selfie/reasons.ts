import type { FieldError } from '#libs/problems';

const advice: Record<string, string> = {
  no_face: 'No face was found: take the photo again, facing the camera.',
  several_faces: 'More than one face was found: be alone in the picture.',
  face_unclear: 'The face is hard to make out: take off what covers it, and find more light.',
  face_too_small: 'Move closer to the camera.',
  too_dark: 'The face is too dark: find more light.',
  too_bright: 'The face is overexposed: avoid direct light.',
  low_contrast: 'The face has little contrast: find more light, and wipe the lens.',
  uneven_light: 'One side of the face is much darker: turn towards the light.',
  blurred: 'The photo is blurred: hold the camera still.',
  not_centered: 'Put the face into the middle of the picture.',
  head_turned: 'Look straight into the camera.',
};

/** No selfie has been uploaded for the step. */
export const selfieMissing: FieldError = {
  pointer: '/documents/selfie',
  code: 'document_missing',
  detail: 'Upload a selfie first.',
};

/** What the end user should do about a selfie that was not good enough. */
export function selfieRefused(reason: string): FieldError {
  return {
    pointer: '/documents/selfie',
    code: `selfie_${reason}`,
    detail: advice[reason] ?? 'Take the photo again.',
  };
}
