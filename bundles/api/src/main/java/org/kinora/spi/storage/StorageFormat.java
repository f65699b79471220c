package org.kinora.spi.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One on-disk format of recordings. A stateless service, safe for many threads; register it with
 * {@link StorageFormatType}. What it opens belongs to one thread at a time.
 */
@ConsumerType
public interface StorageFormat {
  /**
   * Looks whether {@code at} is a recording of this format: reads a few kilobytes at most and
   * changes nothing. Anything may lie there, also nothing.
   *
   * @throws IOException if the disk fails; "not mine" is {@link Probe.NoMatch}, never an exception
   */
  Probe probe(Path at) throws IOException;

  /**
   * Opens a recording for reading, whole or broken, without loading it and without changing it.
   *
   * @return a reader that the caller closes
   * @throws MediaException DIR_NOT_FOUND, META_NOT_FOUND, INDEX_NOT_FOUND, INDEX_PARSE_ERROR,
   *     FORMAT_TOO_OLD, FORMAT_TOO_NEW, FORMAT_UNKNOWN, LIMIT_EXCEEDED, or DATA_RANGE_ERROR where
   *     nothing can be read
   */
  RecordingReader open(Path at) throws IOException;

  /**
   * Begins a recording in a directory that does not exist yet, in the newest version this provider
   * writes. A call that fails leaves nothing behind.
   *
   * @param info its tracks; {@code info.id()} is the id it will carry, whatever the directory is
   *     called meanwhile
   * @param options by name, as {@link StorageFormatType#format_options()} lists them; unknown ones
   *     are refused
   * @return a writer that the caller finishes and closes
   * @throws MediaException TARGET_EXISTS, TRACK_NOT_SUPPORTED, ARGUMENT_INVALID, or READ_ONLY if
   *     this format is only read
   */
  default RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
      throws IOException {
    throw new MediaException(MediaError.READ_ONLY, "this format is read, not written: " + at);
  }

  /**
   * Begins a recording with the format's usual options.
   *
   * @throws MediaException as with options
   */
  default RecordingWriter create(Path at, RecordingInfo info) throws IOException {
    return create(at, info, Map.of());
  }
}
