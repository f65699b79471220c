package org.kinora.engine.file;

import java.nio.file.Path;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** TARGET_EXISTS because a job that has not ended writes the target. */
public final class TargetTakenException extends MediaException {
  private static final long serialVersionUID = 1;

  private final transient Path target;

  /** Says so; {@link #by} may know which job it is. */
  public TargetTakenException(Path target) {
    super(MediaError.TARGET_EXISTS, target + " is being written by another job");
    this.target = target;
  }

  /** What cannot be written, absolute. */
  public Path target() {
    return target;
  }

  /** The same with the job named. */
  public MediaException by(String job) {
    return new MediaException(
        MediaError.TARGET_EXISTS,
        "%s is being written by %s: wait for it, cancel it, or name another file"
            .formatted(target, job),
        this);
  }
}
