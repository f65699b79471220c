package org.kinora.shell;

/** A command of ours ended with an exit code other than 0. It has told the user why. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailure(String command, int exitCode) {
    super(command + " ended with exit code " + exitCode);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
