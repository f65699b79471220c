package org.kinora.shell.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinora.media.ErrorCode;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.shell.text.Printable;

/**
 * An error as a person or a program sees it.
 *
 * @param code the word
 * @param message what, where, found, expected
 * @param remedy what can be done
 * @param exitCode what the command ends with
 */
public record Failure(String code, String message, String remedy, int exitCode) {
  /** The command failed. */
  static final int FAILED = 1;

  /** The command was not understood. */
  static final int USAGE = 2;

  /** The user gave up. */
  public static final int CANCELLED = 130;

  private static final Set<ErrorCode> NOT_UNDERSTOOD =
      Set.of(MediaError.ARGUMENT_INVALID, MediaError.ID_INVALID, MediaError.SCENE_INVALID);

  /** What an exception means. */
  public static Failure of(Throwable error) {
    if (wasInterrupted(error)) {
      return of(MediaError.CANCELLED, "cancelled");
    } else if (error instanceof MediaException media) {
      return of(media.code(), media.getMessage());
    } else if (error instanceof FileSystemException file) {
      String reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
      return of(MediaError.IO_ERROR, file.getFile() + ": " + reason);
    } else if (error instanceof IOException) {
      return of(MediaError.IO_ERROR, String.valueOf(error.getMessage()));
    }
    return of(MediaError.INTERNAL_ERROR, error.toString());
  }

  /** An error with a code of its own. */
  public static Failure of(ErrorCode code, String message) {
    int exitCode = FAILED;
    if (NOT_UNDERSTOOD.contains(code)) {
      exitCode = USAGE;
    } else if (code == MediaError.CANCELLED) {
      exitCode = CANCELLED;
    }
    return new Failure(code.name(), message, code.remedy(), exitCode);
  }

  /** The command was not understood, and this helps. */
  public static Failure usage(String message, String remedy) {
    return new Failure(MediaError.ARGUMENT_INVALID.name(), message, remedy, USAGE);
  }

  /** Reading on a channel ends with an exception of its own when the thread is interrupted. */
  private static boolean wasInterrupted(Throwable error) {
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }

  /** Writes it for a person. */
  public void print(PrintStream err) {
    if (exitCode == CANCELLED) {
      err.println("cancelled");
    } else {
      err.println(Printable.of("error " + code + ": " + message));
      err.println("  " + remedy);
    }
    err.flush();
  }

  /** Writes it for a program. */
  void json(Invocation at) throws IOException {
    at.json(
        json -> {
          json.writeObjectFieldStart("error");
          json.writeStringField("code", code);
          json.writeStringField("message", message);
          json.writeStringField("remedy", remedy);
          json.writeEndObject();
        });
  }
}
