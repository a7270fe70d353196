import { type InferenceSession } from 'onnxruntime-node';

/**
 * The numbers of one named output of a network.
 * @throws Error when the network has no such output of 32-bit numbers
 */
export function floatsOf(outputs: InferenceSession.ReturnType, name: string): Float32Array {
  const output = outputs[name];
  if (output?.type !== 'float32') throw new Error(`The network gave no output "${name}"`);
  return Float32Array.from(output.data as Float32Array);
}
