package org.kinora.storage.jsonl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.bitstream.CodecString;
import org.kinora.lib.bitstream.LengthPrefixed;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.lib.bitstream.Sniffer;
import org.kinora.lib.bitstream.Sniffer.Framing;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.provider.Faults;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/**
 * Puts together what a track is. Three witnesses speak of a picture's size and codec: the index,
 * the bytes of the first key frame, meta.json. They are believed in this order, because the
 * recorder writes meta.json before it knows its encoder. The bytes are only read for what is not
 * stated.
 */
final class TrackDescription {
  private static final int MOST_PIXELS = 1 << 16;
  private static final int MOST_KEYFRAME_BYTES = 16 << 20;

  /** What a key frame says of itself stands at its start. */
  private static final int HEADER_BYTES = 4 << 10;

  /** Of four bytes; as a length it would mean a NAL unit of one byte, and no key frame has one. */
  private static final int START_CODE = 1;

  private static final String UNKNOWN_CODEC = "unknown";

  /** Each sample a JSON object with {@code timestamp}, {@code x}, {@code y}, {@code isInside}. */
  static final EventFormat MOUSE_EVENTS = new EventFormat("input", 0);

  private final StreamFiles files;
  private final Meta recording;
  private final JsonNode meta;
  private final LoadedIndex index;
  private final DataFile data;
  private final Faults faults;

  /** The first key frame, from 0 to limit; empty if there is none, null until it was asked for. */
  private @Nullable ByteBuffer firstKey;

  private TrackDescription(
      StreamFiles files, Meta recording, LoadedIndex index, DataFile data, Faults faults) {
    this.files = files;
    this.recording = recording;
    meta = recording.stream(files);
    this.index = index;
    this.data = data;
    this.faults = faults;
  }

  /**
   * Describes the track of a stream.
   *
   * @return empty if the stream has no samples and meta.json says nothing of it
   */
  static Optional<Track> of(
      StreamFiles files, Meta meta, LoadedIndex index, DataFile data, Faults faults)
      throws IOException {
    return new TrackDescription(files, meta, index, data, faults).track();
  }

  private Optional<Track> track() throws IOException {
    boolean stated = meta.has("codec");
    if (index.lines() == 0 && !stated) {
      return Optional.empty();
    }
    TrackFormat format =
        switch (files) {
          case VIDEO, CAMERA -> video();
          case AUDIO -> audio();
          case MOUSE -> MOUSE_EVENTS;
        };
    int most = Integer.MAX_VALUE;
    return Optional.of(
        new Track(
            Meta.integer(meta, "trackId", 1, most, files.defaultTrackId),
            format,
            Meta.integer(meta, "timescale", 1, most, MediaTime.US_PER_SECOND),
            meta.path("trackName").asText("")));
  }

  /** A picture's size, where both sides are known. */
  private record Size(int width, int height) {
    static Optional<Size> of(int width, int height) {
      return width > 0 && height > 0 ? Optional.of(new Size(width, height)) : Optional.empty();
    }

    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  private VideoFormat video() throws IOException {
    String codec = videoCodec();
    Blob config = videoConfig(codec);
    Optional<ColorInfo> color = storedColor();
    Optional<Size> indexed = Size.of(index.codedWidth(), index.codedHeight());
    Optional<VideoFormat> seen =
        indexed.isEmpty() || color.isEmpty() ? seen(codec, config) : Optional.empty();
    Optional<Size> stated =
        Size.of(
            Meta.integer(meta, "width", 1, MOST_PIXELS, 0),
            Meta.integer(meta, "height", 1, MOST_PIXELS, 0));
    Size size =
        indexed
            .or(() -> seen.flatMap(format -> Size.of(format.width(), format.height())))
            .or(() -> stated)
            .orElseThrow(this::unsized);
    if (!stated.equals(Optional.of(size))) {
      faults.add(
          Severity.NOTE,
          Meta.FILE,
          () ->
              "it states %s; the pictures have %s"
                  .formatted(stated.map(Size::toString).orElse("no size"), size));
    }
    return new VideoFormat(
        codec,
        size.width(),
        size.height(),
        color.or(() -> seen.map(VideoFormat::color)).orElse(ColorInfo.UNSPECIFIED),
        config);
  }

  private Blob videoConfig(String codec) throws IOException {
    Blob stored = storedConfig();
    Optional<NalCodec> nalCodec = NalCodec.of(codec);
    return stored.isEmpty() && nalCodec.isPresent() ? configFromSamples(nalCodec.get()) : stored;
  }

  /** What the first key frame, or else the configuration, states of itself. */
  private Optional<VideoFormat> seen(String codec, Blob config) throws IOException {
    Optional<NalCodec> nalCodec = NalCodec.of(codec);
    if (nalCodec.isEmpty() || config.isEmpty()) {
      Optional<VideoFormat> format = Sniffer.format(codec, startOfFirstKey(HEADER_BYTES));
      return format.isPresent() ? format : Sniffer.format(codec, firstKey());
    }
    try {
      return Sniffer.format(
          codec, ParameterSets.fromConfig(nalCodec.get(), config).annexB().buffer());
    } catch (MediaException broken) {
      return Optional.empty();
    }
  }

  private MediaException unsized() {
    return new MediaException(
        MediaError.INDEX_PARSE_ERROR,
        "neither %s nor %s nor the samples state the size of the pictures"
            .formatted(files.index, Meta.FILE));
  }

  /** The codec's word; "auto" is what the recorder writes before it has chosen one. */
  private String videoCodec() throws IOException {
    for (String stated : new @Nullable String[] {index.codec(), meta.path("codec").asText("")}) {
      if (stated != null && !stated.isBlank() && !stated.equals("auto")) {
        return CodecString.word(stated);
      }
    }
    Optional<Sniffer.Guess> guess = Sniffer.sniff(firstKey());
    faults.add(
        Severity.NOTE,
        Meta.FILE,
        () ->
            "no codec is stated; the first key frame looks like %s"
                .formatted(guess.map(Sniffer.Guess::codec).orElse("none that is known")));
    return guess.map(Sniffer.Guess::codec).orElse(UNKNOWN_CODEC);
  }

  private AudioFormat audio() throws IOException {
    String codec = recording.audioCodec();
    return new AudioFormat(
        codec,
        Meta.integer(meta, "sampleRate", 1, Integer.MAX_VALUE, Opus.RATE_HZ),
        Meta.integer(meta, "channels", 1, 255, firstPacketChannels(codec)),
        recording.preSkip(files),
        storedConfig());
  }

  /** What the first Opus packet says; 1 for others. */
  private int firstPacketChannels(String codec) throws IOException {
    if (!codec.equals("opus") || meta.has("channels") || !firstKey().hasRemaining()) {
      return 1;
    }
    return Opus.channels(firstKey());
  }

  private Blob storedConfig() {
    Optional<Blob> stored = recording.description(files);
    if (stored.isEmpty()) {
      faults.add(Severity.LOSS, Meta.FILE, () -> "description is not base64; it is not used");
    }
    return stored.orElse(Blob.EMPTY);
  }

  /**
   * The configuration of H.264 or H.265 with length prefixes where none is stored, as the recorder
   * leaves it: made from the parameter sets in the first key frame, if they are there.
   */
  private Blob configFromSamples(NalCodec codec) throws IOException {
    ByteBuffer start = startOfFirstKey(Integer.BYTES);
    if (start.remaining() < Integer.BYTES || start.getInt(0) == START_CODE) {
      return Blob.EMPTY;
    }
    ByteBuffer key = firstKey();
    boolean prefixed =
        Sniffer.sniff(key).filter(guess -> guess.framing() == Framing.LENGTH_PREFIXED).isPresent();
    if (!prefixed) {
      return Blob.EMPTY;
    }
    try {
      ByteBuffer none = ByteBuffer.allocate(0);
      ParameterSets sets =
          ParameterSets.fromAnnexB(codec, LengthPrefixed.toAnnexB(key, Integer.BYTES, none, none));
      if (sets.isComplete()) {
        Blob config = sets.config();
        faults.add(
            Severity.NOTE,
            Meta.FILE,
            () -> "no description is stored; it was made from the first key frame");
        return config;
      }
    } catch (MediaException broken) {
      return Blob.EMPTY; // the check of the samples tells that they cannot be decoded
    }
    return Blob.EMPTY;
  }

  private Optional<ColorInfo> storedColor() {
    JsonNode color = meta.path("color");
    if (!color.isObject()) {
      return Optional.empty();
    }
    ColorInfo.Range range =
        switch (color.path("range").asText("").toLowerCase(Locale.ROOT)) {
          case "limited" -> ColorInfo.Range.LIMITED;
          case "full" -> ColorInfo.Range.FULL;
          default -> ColorInfo.Range.UNSPECIFIED;
        };
    int unspecified = ColorInfo.UNSPECIFIED.primaries();
    return Optional.of(
        new ColorInfo(
            range,
            Meta.integer(color, "primaries", 0, 255, unspecified),
            Meta.integer(color, "transfer", 0, 255, unspecified),
            Meta.integer(color, "matrix", 0, 255, unspecified)));
  }

  private ByteBuffer firstKey() throws IOException {
    ByteBuffer key = firstKey;
    if (key == null) {
      key = startOfFirstKey(MOST_KEYFRAME_BYTES);
      firstKey = key;
    }
    return key.duplicate();
  }

  /** As many bytes of the first key frame; none if there is no key frame or it is too large. */
  private ByteBuffer startOfFirstKey(int mostBytes) throws IOException {
    SampleTable table = index.table();
    int first = index.firstKeyframe();
    if (first == table.count() || table.size(first) > MOST_KEYFRAME_BYTES) {
      return ByteBuffer.allocate(0);
    }
    int sizeBytes = Math.min(table.size(first), mostBytes);
    SampleTable start =
        SampleTable.builder().add(0, 0, 0, table.position(first), sizeBytes, true).build();
    ByteBuffer copy = ByteBuffer.allocate(sizeBytes);
    data.read(start, 0, 1, (info, bytes) -> copy.put(bytes));
    return copy.flip();
  }
}
