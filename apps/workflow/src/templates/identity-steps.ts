type Role = 'individual' | 'ubo' | 'representative';

/** An identity document that is read by machine. */
export const identityDocument = (entity_role: Role) => ({
  document_type: 'id',
  display_name: 'Passport or national identity card',
  required: true,
  auto_extract: true,
  entity_role,
});

export const proofOfAddress = {
  document_type: 'proof_of_address',
  display_name: 'Proof of address (utility bill, bank statement or tax letter of the last three months)',
  required: true,
  auto_extract: true,
};

/** A living person who is compared with the portrait in the identity document. */
export const livenessStep = (
  order: number,
  strength: 'standard' | 'high',
  name = 'Identity verification',
) => ({
  step_id: 'liveness',
  order,
  name,
  type: 'liveness',
  instructions: 'Follow the instructions on the screen. Find good light, and take off glasses and headwear.',
  liveness_config: {
    min_confidence: strength === 'high' ? 95 : 90,
    challenge_type: strength === 'high' ? 'FaceMovementAndLightChallenge' : 'FaceMovementChallenge',
    save_reference_image: true,
    save_audit_images: strength === 'high',
    use_for_face_match: true,
    max_retries: 3,
  },
});
