package org.kinora.lib.provider;

import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Lets a muxer do things in their order only: tracks, samples, the end. What is refused changes
 * nothing. One thread at a time, as the muxer itself.
 */
public final class MuxerGuard {
  private enum Stage {
    ADDING_TRACKS("no sample was written yet"),
    WRITING("samples were written already"),
    FINISHED("it was finished"),
    CLOSED("it was closed");

    private final String reason;

    Stage(String reason) {
      this.reason = reason;
    }
  }

  private final String container;
  private Stage stage = Stage.ADDING_TRACKS;

  /**
   * Guards a muxer that has no tracks yet.
   *
   * @param container its name, for people
   */
  public MuxerGuard(String container) {
    this.container = container;
  }

  /**
   * Asks to add a track.
   *
   * @throws MediaException MUX_ERROR after the first sample, CLOSED
   */
  public void addTrack() throws MediaException {
    require(stage == Stage.ADDING_TRACKS, "no track can be added");
  }

  /**
   * Asks to write a sample; from then on there is one.
   *
   * @throws MediaException MUX_ERROR after the end, CLOSED
   */
  public void write() throws MediaException {
    require(stage.compareTo(Stage.WRITING) <= 0, "nothing can be written");
    stage = Stage.WRITING;
  }

  /** Whether samples are being written: there was one, and the end was not yet. */
  public boolean isWriting() {
    return stage == Stage.WRITING;
  }

  /**
   * Asks to hand on what was written.
   *
   * @throws MediaException MUX_ERROR after the end, CLOSED
   */
  public void flush() throws MediaException {
    require(stage.compareTo(Stage.WRITING) <= 0, "nothing can be flushed");
  }

  /**
   * Asks to finish, which can be tried but once.
   *
   * @throws MediaException MUX_ERROR after the end, CLOSED
   */
  public void finish() throws MediaException {
    require(stage.compareTo(Stage.WRITING) <= 0, "it cannot be finished");
    stage = Stage.FINISHED;
  }

  /** Ends all use. */
  public void close() {
    stage = Stage.CLOSED;
  }

  private void require(boolean allowed, String action) throws MediaException {
    if (!allowed) {
      throw new MediaException(
          stage == Stage.CLOSED ? MediaError.CLOSED : MediaError.MUX_ERROR,
          "%s: %s, %s".formatted(container, action, stage.reason));
    }
  }
}
