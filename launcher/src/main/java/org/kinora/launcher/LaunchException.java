package org.kinora.launcher;

/** Kinora cannot start; the message says why, to the person who started it. */
public final class LaunchException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The exit code for arguments that make no sense: EX_USAGE of sysexits.h. */
  static final int USAGE = 64;

  /** The exit code for everything else that prevents the start: EX_SOFTWARE of sysexits.h. */
  static final int SOFTWARE = 70;

  private final int exitCode;

  LaunchException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  LaunchException(String message) {
    this(SOFTWARE, message);
  }

  LaunchException(String message, Throwable cause) {
    super(message + ": " + cause, cause);
    this.exitCode = SOFTWARE;
  }

  /** What the process shall exit with. */
  public int exitCode() {
    return exitCode;
  }
}
