import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOcrModels, verified } from './ocr-models.js';

describe('the OCR models', () => {
  it('are refused when a file is missing, naming it and what supplies it', async () => {
    await expect(verified(tmpdir(), 'no-such-model.onnx', '00')).rejects.toThrow(
      /no-such-model\.onnx.*npm ci/,
    );
  });

  it('are refused when a file is damaged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'models-'));
    try {
      await writeFile(join(folder, 'model.onnx'), 'half of it');
      await expect(verified(folder, 'model.onnx', '00')).rejects.toThrow(/model\.onnx.*damaged/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('come with one character for each class, the last one a space', async () => {
    const { characters } = await loadOcrModels();
    expect(characters).toHaveLength(6624);
    expect(characters.at(-1)).toBe(' ');
  });
});
