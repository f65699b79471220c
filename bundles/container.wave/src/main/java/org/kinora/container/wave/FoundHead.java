package org.kinora.container.wave;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.kinora.container.wave.ChunkFile.Chunk;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * What stands in front of the sound of a WAVE file (RIFF; RF64, EBU Tech 3306; BW64, ITU-R
 * BS.2088).
 *
 * @param large whether the sizes are in the chunk ds64
 * @param riffBytes behind the first eight bytes, as the file says
 * @param room payload bytes of the first chunk, if that is ds64 or may become it, or 0
 * @param factAt where the chunk fact counts the frames, if there is one
 * @param data the sound, of the size that the file says
 */
record FoundHead(
    FoundFormat format, boolean large, long riffBytes, long room, OptionalLong factAt, Chunk data) {
  static final int FORM_BYTES = 12;

  /** RIFF size, data size, frames, length of an empty table. */
  static final int DS64_BYTES = 28;

  private static final Set<String> LARGE = Set.of("RF64", "BW64");
  private static final int FORMAT_BYTES = 40;

  /** What stands where the size is in ds64. */
  private static final long IN_DS64 = 0xFFFF_FFFFL;

  /** Whether a file that begins so is a WAVE file. */
  static boolean isWave(ByteBuffer head) {
    if (head.remaining() < FORM_BYTES) {
      return false;
    }
    String name = ChunkFile.name(head, head.position());
    return (name.equals("RIFF") || LARGE.contains(name))
        && ChunkFile.name(head, head.position() + Chunk.HEADER_BYTES).equals("WAVE");
  }

  /**
   * Reads it.
   *
   * @throws MediaException INDEX_PARSE_ERROR if it is no WAVE file, or the sound cannot be cut into
   *     frames; INDEX_NOT_FOUND if the file ends before its sound
   */
  static FoundHead of(ChunkFile file) throws IOException {
    ByteBuffer form = file.read(0, FORM_BYTES);
    if (!isWave(form)) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR, "wave: no RIFF or RF64 header that says WAVE at byte 0");
    }
    boolean large = LARGE.contains(ChunkFile.name(form, 0));
    long riffBytes = large ? 0 : Integer.toUnsignedLong(form.getInt(4));
    long soundBytes = 0;
    long room = 0;
    Optional<FoundFormat> format = Optional.empty();
    OptionalLong factAt = OptionalLong.empty();
    Chunk chunk = next(file, FORM_BYTES);
    for (; !chunk.name().equals("data"); chunk = next(file, chunk.end())) {
      switch (chunk.name()) {
        case "fmt " -> format = Optional.of(FoundFormat.of(file.payload(chunk, FORMAT_BYTES)));
        case "fact" -> {
          boolean counts = chunk.payloadBytes() >= Integer.BYTES;
          factAt = counts ? OptionalLong.of(chunk.payloadAt()) : factAt;
        }
        case "ds64", "JUNK" -> {
          ByteBuffer sizes = file.payload(chunk, DS64_BYTES);
          boolean first = chunk.at() == FORM_BYTES && sizes.remaining() == DS64_BYTES;
          room = first ? chunk.payloadBytes() : room;
          if (large && first && chunk.name().equals("ds64")) {
            riffBytes = sizes.getLong(0);
            soundBytes = sizes.getLong(Long.BYTES);
          }
        }
        default -> {}
      }
    }
    long at = chunk.at();
    boolean inDs64 = large && chunk.payloadBytes() == IN_DS64;
    return new FoundHead(
        format.orElseThrow(() -> noIndex("there is no chunk fmt in front of the sound", at)),
        large,
        riffBytes,
        room,
        factAt,
        inDs64 ? new Chunk("data", at, soundBytes) : chunk);
  }

  private static Chunk next(ChunkFile file, long at) throws IOException {
    return file.chunk(at).orElseThrow(() -> noIndex("there is no chunk, and no sound yet", at));
  }

  private static MediaException noIndex(String why, long at) {
    return new MediaException(
        MediaError.INDEX_NOT_FOUND, "wave: %s, at byte %d".formatted(why, at));
  }
}
