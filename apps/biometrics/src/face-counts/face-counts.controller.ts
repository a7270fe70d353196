import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import type { FaceCount } from '#libs/contracts';
import { Operate } from '#libs/platform';
import { pickDocumentPortrait } from '../faces/index.js';
import { Faces } from '../faces.provider.js';

const CountBody = Type.Object(
  { image: Type.String({ description: 'A picture in base64 with padding; the body limit bounds it' }) },
  { additionalProperties: false },
);

/** Tells the document service whether a picture that is not a document yet shows a face. Keeps nothing. */
@Controller('internal/face-counts')
export class FaceCountsController {
  constructor(private readonly faces: Faces) {}

  @Post()
  @HttpCode(200)
  @Operate({
    summary: 'Count the portraits of a picture',
    tag: 'Internal',
    access: 'service',
    body: CountBody,
    answers: { 200: Type.Object({ faces: Type.Integer({ minimum: 0 }) }) },
    problems: ['invalid_file', 'payload_too_large'],
  })
  async count(@Body() { image }: Static<typeof CountBody>): Promise<FaceCount> {
    const found = await this.faces.analyzer.detect(Buffer.from(image, 'base64'));
    // The same limit that the portrait for a face match has to reach.
    return { faces: found.filter((face) => pickDocumentPortrait([face]) !== undefined).length };
  }
}
