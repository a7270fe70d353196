/** A test needs a program that this machine does not have. `tool` names it (`mongod`, `java`, `mvn`, `go`). */
export class MissingTool extends Error {
  constructor(
    readonly tool: string,
    message = `${tool} is not installed on this machine`,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'MissingTool';
  }
}
