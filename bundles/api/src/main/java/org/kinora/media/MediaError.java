package org.kinora.media;

import static org.kinora.media.ErrorKind.DATA;
import static org.kinora.media.ErrorKind.INTERNAL;
import static org.kinora.media.ErrorKind.RESOURCE;
import static org.kinora.media.ErrorKind.USER;

/** Kinora's own error codes. Each has its line in {@code docs/reference/errors.md}. */
public enum MediaError implements ErrorCode {
  /** A recording or directory is not there. */
  DIR_NOT_FOUND(USER, "Check the id with 'list', or write ./name for a file."),
  /** A recording's description is missing. */
  META_NOT_FOUND(DATA, "Restore the file from the recorder, or open the media file by itself."),
  /** A recording's index is missing. */
  INDEX_NOT_FOUND(DATA, "Restore the index file; without it samples cannot be told apart."),
  /** An index or description cannot be understood at all. */
  INDEX_PARSE_ERROR(
      DATA, "Run 'verify' to see each bad place; restore the file if nothing can be read."),
  /** Samples lie outside the data that is there. */
  DATA_RANGE_ERROR(DATA, "Ask for samples that 'frames' lists; 'verify' says which are lost."),
  /** The format's version is older than any reader here. */
  FORMAT_TOO_OLD(
      DATA, "Install a plugin that reads the old version, then 'upgrade' the recording."),
  /** The format's version is newer than any reader here. */
  FORMAT_TOO_NEW(DATA, "Install a newer version of the format's plugin."),
  /** No plugin knows what this is. */
  FORMAT_UNKNOWN(DATA, "'formats' lists what can be opened; install a plugin for others."),
  /** No plugin of this name is there. */
  PLUGIN_NOT_FOUND(
      RESOURCE, "'plugins' lists what is there; start Kinora with a feature that holds it."),
  /** A plugin was taken away while it was used. */
  PLUGIN_GONE(RESOURCE, "Start the work again; it will use the plugin that is there now."),
  /** No encoder for this codec and size is there. */
  ENCODER_NOT_SUPPORTED(RESOURCE, "Choose another codec or container, such as --container webm."),
  /** No decoder for this codec is there. */
  DECODER_NOT_SUPPORTED(
      RESOURCE, "Copy the track instead of decoding it, or install a codec plugin."),
  /** A sample cannot be decoded. */
  DECODE_ERROR(DATA, "Run 'verify'; seek to a time behind the next key frame."),
  /** A container or format cannot hold this track. */
  TRACK_NOT_SUPPORTED(USER, "Choose another container or format, or leave the track out."),
  /** The recording has no such track. */
  TRACK_NOT_FOUND(USER, "'info' lists the tracks."),
  /** A muxer refused its input. */
  MUX_ERROR(DATA, "Run 'verify' on the source; report the message if it is clean."),
  /** The disk or another device failed. */
  IO_ERROR(RESOURCE, "Check free space, permissions and the device."),
  /** Someone asked to stop. */
  CANCELLED(USER, "Start it again if that was not meant."),
  /** Something took longer than allowed. */
  TIMEOUT(RESOURCE, "Try again, or allow more time."),
  /** Used after it was closed. */
  CLOSED(INTERNAL, "Open it again."),
  /** A fault in Kinora or a plugin. */
  INTERNAL_ERROR(INTERNAL, "Report it with the log."),
  /** A recording id is not of the allowed form. */
  ID_INVALID(USER, "Use 1 to 128 of the characters A-Z a-z 0-9 . _ - and neither '.' nor '..'."),
  /** An argument or option is not understood. */
  ARGUMENT_INVALID(USER, "Run the command with --help."),
  /** A scene document breaks its schema. */
  SCENE_INVALID(USER, "Correct the places named in the message; 'scene validate' lists them all."),
  /** The target is there already. */
  TARGET_EXISTS(USER, "Choose another --output, or add --force to replace it."),
  /** The format can be read, not written. */
  READ_ONLY(USER, "Choose a format that 'formats' lists as writable."),
  /** Input is larger than a set limit. */
  LIMIT_EXCEEDED(DATA, "Raise the limit named in the message if you trust the source.");

  private final ErrorKind kind;
  private final String remedy;

  MediaError(ErrorKind kind, String remedy) {
    this.kind = kind;
    this.remedy = remedy;
  }

  @Override
  public String domain() {
    return "kinora";
  }

  @Override
  public ErrorKind kind() {
    return kind;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
