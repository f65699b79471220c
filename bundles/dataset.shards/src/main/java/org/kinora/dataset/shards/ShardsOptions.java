package org.kinora.dataset.shards;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.kinora.lib.provider.Options;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * What a caller may choose; the options are listed where {@link ShardsFormat} is registered and on
 * the format's page.
 *
 * @param values all options as text, those that were not named included
 * @param chunkUs how long chunks are, about
 * @param rate of the pictures; absent for each recording's own
 * @param asRecorded whether pictures keep the times at which they were recorded, at whatever rate
 * @param cut how video is made; absent for what each recording allows
 * @param codecs that will do for pictures, best first; none for the usual ones
 * @param width of pictures; absent for the recording's
 * @param quality of pictures that are encoded again, 0 to 100
 * @param audioCodec absent for no sound
 * @param nitrogen whether {@code actions_raw} is as readers of the NitroGen data set expect it
 * @param idleUs after so long without an event frames are idle
 * @param captureRect what of the space of events the picture shows; absent for all of the picture
 * @param consolidated whether each recording's rows stand in one file too
 * @param shardRecordings how many recordings a shard holds
 * @param shardBytes how many bytes a shard holds, about
 * @param hashShards over how many shards recordings are spread by their ids; 0 to fill one by one
 * @param validationPercent how many recordings of 100 are for validation
 * @param name of the data set
 */
record ShardsOptions(
    Map<String, String> values,
    long chunkUs,
    Optional<FrameRate> rate,
    boolean asRecorded,
    Optional<CutMode> cut,
    Tail tail,
    List<String> codecs,
    OptionalInt width,
    int quality,
    Optional<String> audioCodec,
    boolean nitrogen,
    Processing processing,
    long idleUs,
    TypedText typedText,
    Optional<CaptureRect> captureRect,
    boolean consolidated,
    int shardRecordings,
    long shardBytes,
    int hashShards,
    int validationPercent,
    String name,
    Labels labels) {
  /** The options and their defaults. */
  static final Map<String, String> DEFAULTS = defaults();

  private static final String AUTO = "auto";
  private static final String SOURCE = "source";
  private static final Pattern RATE = Pattern.compile("([0-9]{1,9})(?:/([0-9]{1,9}))?");
  private static final long MIB = 1L << 20;
  private static final int MOST = 1_000_000;

  /** Copies the collections. */
  ShardsOptions {
    values = Map.copyOf(values);
    codecs = List.copyOf(codecs);
  }

  private static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("chunk", "20s");
    defaults.put("rate", AUTO);
    defaults.put("cut", AUTO);
    defaults.put("tail", "keep");
    defaults.put("codecs", "");
    defaults.put("width", "");
    defaults.put("quality", "75");
    defaults.put("audio", "pcm_s16le");
    defaults.put("profile", "kinora");
    defaults.put("steps", StepNames.USUAL);
    defaults.put("remapKeys", "");
    defaults.put("idle", "5s");
    defaults.put("typedText", "keep");
    defaults.put("captureRect", "");
    defaults.put("tables", "yes");
    defaults.put("shardRecordings", "1000");
    defaults.put("shardMebibytes", "2048");
    defaults.put("hashShards", "0");
    defaults.put("validation", "10");
    defaults.put("name", "recordings");
    Labels.NAMES.forEach(label -> defaults.put(label, ""));
    return Map.copyOf(defaults);
  }

  /**
   * Reads the options.
   *
   * @throws MediaException ARGUMENT_INVALID for an unknown name or value, or values that do not go
   *     together
   */
  static ShardsOptions of(Map<String, String> given) throws MediaException {
    Map<String, String> values = new HashMap<>(DEFAULTS);
    values.putAll(given);
    Options options = Options.of(values, DEFAULTS.keySet());
    Optional<FrameRate> rate = rate(options.text("rate", ""));
    Optional<CutMode> cut = cut(options);
    boolean onKeyframes = cut.equals(Optional.of(CutMode.KEYFRAME));
    OptionalInt width =
        options.text("width", "").isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of((int) options.number("width", 0, 16, 16_384));
    if (onKeyframes && rate.isPresent()) {
      throw invalid("cut=keyframe leaves pictures as they are, rate=" + rate.get() + " does not");
    }
    if (width.isPresent() && width.getAsInt() % 2 != 0) {
      throw invalid("width=%d, expected an even number".formatted(width.getAsInt()));
    }
    if (width.isPresent() && cut.isPresent() && cut.get() != CutMode.EXACT) {
      throw invalid("cut=%s copies pictures: no width can be given".formatted(cut.get().word()));
    }
    String audio =
        options.choice("audio", "", List.of("pcm_s16le", "pcm_s24le", "pcm_f32le", "none"));
    return new ShardsOptions(
        values,
        options.durationUs("chunk", ""),
        rate,
        onKeyframes || options.text("rate", "").equals(SOURCE),
        cut,
        Tail.valueOf(choice(options, "tail", Tail.values())),
        list(options.text("codecs", "")),
        width,
        (int) options.number("quality", 0, 0, 100),
        audio.equals("none") ? Optional.empty() : Optional.of(audio),
        options.choice("profile", "", List.of("kinora", "nitrogen")).equals("nitrogen"),
        StepNames.processing(list(options.text("steps", "")), list(options.text("remapKeys", ""))),
        options.durationUs("idle", ""),
        TypedText.valueOf(choice(options, "typedText", TypedText.values())),
        rect(options.text("captureRect", "")),
        options.choice("tables", "", List.of("yes", "no")).equals("yes"),
        (int) options.number("shardRecordings", 0, 1, MOST),
        options.number("shardMebibytes", 0, 1, MOST) * MIB,
        (int) options.number("hashShards", 0, 0, 9_999),
        (int) options.number("validation", 0, 0, 100),
        options.text("name", ""),
        labels(values));
  }

  private static Optional<FrameRate> rate(String text) throws MediaException {
    if (text.equals(AUTO) || text.equals(SOURCE)) {
      return Optional.empty();
    }
    Matcher parts = RATE.matcher(text);
    if (parts.matches()) {
      String seconds = parts.group(2);
      try {
        return Optional.of(
            new FrameRate(
                Integer.parseInt(parts.group(1)), seconds == null ? 1 : Integer.parseInt(seconds)));
      } catch (IllegalArgumentException e) {
        throw new MediaException(MediaError.ARGUMENT_INVALID, "rate=" + text, e);
      }
    }
    throw invalid("rate=%s, expected auto, source, or such as 30 or 30000/1001".formatted(text));
  }

  private static Optional<CutMode> cut(Options options) throws MediaException {
    String word = options.choice("cut", "", List.of(AUTO, "grid", "exact", "keyframe"));
    return Arrays.stream(CutMode.values()).filter(mode -> mode.word().equals(word)).findFirst();
  }

  private static String choice(Options options, String name, Enum<?>[] values)
      throws MediaException {
    List<String> words =
        Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    return options.choice(name, "", words).toUpperCase(Locale.ROOT);
  }

  private static List<String> list(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static Optional<CaptureRect> rect(String text) throws MediaException {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      List<Double> sides = list(text).stream().map(Double::valueOf).toList();
      if (sides.size() == 4) {
        return Optional.of(
            new CaptureRect(sides.get(0), sides.get(1), sides.get(2), sides.get(3), 1));
      }
    } catch (IllegalArgumentException e) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "captureRect=" + text, e);
    }
    throw invalid("captureRect=%s, expected x,y,width,height".formatted(text));
  }

  private static Labels labels(Map<String, String> values) {
    Map<String, String> labels = new HashMap<>();
    for (String label : Labels.NAMES) {
      String value = values.getOrDefault(label, "");
      if (!value.isEmpty()) {
        labels.put(label, value);
      }
    }
    return new Labels(labels);
  }

  static MediaException invalid(String message) {
    return new MediaException(MediaError.ARGUMENT_INVALID, "shards: " + message);
  }
}
