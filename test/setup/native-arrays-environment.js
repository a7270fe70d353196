import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest gives each spec its own set of globals; onnxruntime makes its results with those of the process and then refuses
 * them as foreign, unless both are the same.
 */
export default class NativeArraysEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.Float32Array = Float32Array;
  }
}
