/** `POST /internal/face-counts {image}` (biometrics service), `image` a picture in base64. */
export interface FaceCount {
  /** Faces that are seen well enough to be a portrait. */
  faces: number;
}
