package org.kinora.shell;

/** The command {@code exit}: ends the shell or the script. */
final class ExitRequest extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  ExitRequest(int exitCode) {
    super("exit " + exitCode);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
