package org.kinora.media;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A failure with a code. The message says what, where, what was found and what was expected. */
public class MediaException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;

  /** A failure of our own finding. */
  public MediaException(ErrorCode code, String message) {
    this(code, message, null);
  }

  /** A failure that another exception caused. */
  public MediaException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code);
  }

  /** What failed. */
  public ErrorCode code() {
    return code;
  }

  /** What, where, found, expected. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
